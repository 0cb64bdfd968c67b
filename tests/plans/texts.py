"""A small plan in official form, written for the tests."""

PLAN_TEXT = """ỦY BAN NHÂN DÂN
XÃ AN BÌNH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND
An Bình, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Cải cách hành chính xã An Bình năm 2026

Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
Ủy ban nhân dân xã An Bình ban hành Kế hoạch cải cách hành chính năm 2026 như sau:

I. MỤC ĐÍCH, YÊU CẦU
- Nâng cao chất lượng phục vụ người dân tại xã.

II. NHIỆM VỤ
1. Cải cách thủ tục hành chính
- Rà soát danh mục thủ tục hành chính và niêm yết tại Bộ phận Một cửa.
- Lập sổ theo dõi hồ sơ trễ hạn.
* Cơ quan phụ trách: Văn phòng – Thống kê.
* Cơ quan phối hợp: Các ban, ngành; Tư pháp xã.
* Thời gian thực hiện: Quý II, III năm 2026.

III. TỔ CHỨC THỰC HIỆN
1. Văn phòng - Thống kê:
- Tổng hợp kết quả, báo cáo Ủy ban nhân dân xã trước ngày 15/6/2026.

Trên đây là Kế hoạch cải cách hành chính xã An Bình năm 2026./.

Nơi nhận:
- UBND tỉnh (để b/c);
- Các thôn (thực hiện);
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn Minh

PHỤ LỤC
DANH MỤC NHIỆM VỤ NĂM 2026
(Kèm theo Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2026)
STT\tNội dung nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian hoàn thành
I\tTHỦ TỤC HÀNH CHÍNH
1\tRà soát thủ tục hành chính\tVăn phòng - Thống kê\tCác ban, ngành\tQuý II/2026
2\tTuyên truyền dịch vụ công trực tuyến\tVăn hóa - Xã hội\t\tThường xuyên
"""
