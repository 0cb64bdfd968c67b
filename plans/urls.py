"""Plans of one organisation. Further addresses stand in the urls_… beside this file."""

from django.urls import include, path

from plans.views import clauses, issuing, lines, lists, plans, tables, tasks

app_name = "plans"
_PLAN = "ke-hoach/<int:plan_id>/"

urlpatterns = [
    path("", include("plans.urls_import")),
    path("", include("plans.urls_editor")),
    path("", include("plans.urls_sheet")),
    path("", include("plans.urls_readiness")),
    path("", include("plans.urls_starting")),
    path("", include("plans.urls_bases")),
    path("", include("plans.urls_added")),
    # clauses
    path(f"{_PLAN}noi-dung/", clauses.clause_list, name="clauses"),
    path(f"{_PLAN}noi-dung/doc-lai/", clauses.clause_reread, name="clause-reread"),
    path(f"{_PLAN}noi-dung/<slug:kind>/them/", clauses.clause_add, name="clause-add"),
    path(f"{_PLAN}noi-dung/<slug:kind>/<int:clause_id>/sua/", clauses.clause_edit, name="clause-edit"),
    path(f"{_PLAN}noi-dung/<slug:kind>/<int:clause_id>/xoa/", clauses.clause_delete, name="clause-delete"),
    # issuing
    path(f"{_PLAN}ban-hanh/", issuing.issue, name="issue"),
    path(f"{_PLAN}ban-quet/", issuing.scan, name="scan"),
    path(f"{_PLAN}ket-thuc/", issuing.close, name="close"),
    path(f"{_PLAN}thay-the/", issuing.replace, name="replace"),
    # lines
    path(f"{_PLAN}dong/them/", lines.line_add, name="line-add"),
    path(f"{_PLAN}dong/<int:block_id>/", lines.line, name="line"),
    path(f"{_PLAN}dong/<int:block_id>/chuyen/<slug:way>/", lines.line_move, name="line-move"),
    path(f"{_PLAN}dong/<int:block_id>/nhiem-vu/", lines.line_mark, name="line-mark"),
    path(f"{_PLAN}dong/<int:block_id>/sua/", lines.line_edit, name="line-edit"),
    path(f"{_PLAN}dong/<int:block_id>/xoa/", lines.line_delete, name="line-delete"),
    path(f"{_PLAN}phu-luc/them/", lines.appendix_add, name="appendix-add"),
    path(f"{_PLAN}phu-luc/<int:appendix_id>/chuyen/<slug:way>/", lines.appendix_move, name="appendix-move"),
    path(f"{_PLAN}phu-luc/<int:appendix_id>/sua/", lines.appendix_edit, name="appendix-edit"),
    path(f"{_PLAN}phu-luc/<int:appendix_id>/xoa/", lines.appendix_delete, name="appendix-delete"),
    # plans
    path("ke-hoach/", lists.plan_list, name="list"),
    path("nhiem-vu/", lists.task_list, name="task-list"),
    path("ke-hoach/moi/", plans.plan_new, name="new"),
    path(_PLAN, plans.plan_detail, name="detail"),
    path(f"{_PLAN}danh-so-lai/", plans.plan_renumber, name="renumber"),
    path(f"{_PLAN}lich-su/", lists.plan_history, name="history"),
    path(f"{_PLAN}nguoi-ky/", plans.plan_signature, name="signature"),
    path(f"{_PLAN}noi-nhan/", plans.plan_recipients, name="recipients"),
    path(f"{_PLAN}noi-nhan-va-ky/", plans.plan_signing, name="signing"),
    path(f"{_PLAN}phan-dau/", plans.plan_header, name="header"),
    path(f"{_PLAN}xoa/", plans.plan_discard, name="discard"),
    # tables
    path(f"{_PLAN}bang/them/", tables.table_add, name="table-add"),
    path(f"{_PLAN}bang/<int:block_id>/", tables.table, name="table"),
    path(f"{_PLAN}bang/<int:block_id>/cot/", tables.table_columns, name="table-columns"),
    path(f"{_PLAN}bang/<int:block_id>/them-dong/", tables.row_add, name="row-add"),
    path(f"{_PLAN}hang/<int:row_id>/chuyen/<slug:way>/", tables.row_move, name="row-move"),
    path(f"{_PLAN}hang/<int:row_id>/sua/", tables.row_edit, name="row-edit"),
    path(f"{_PLAN}hang/<int:row_id>/xoa/", tables.row_delete, name="row-delete"),
    # tasks
    path(f"{_PLAN}co-quan/<int:party_id>/", tasks.party_link, name="party-link"),
    path(f"{_PLAN}nhiem-vu/", lists.plan_tasks, name="tasks"),
    path(f"{_PLAN}nhiem-vu/theo-doi/", tasks.task_follow, name="task-follow"),
    path(f"{_PLAN}nhiem-vu/<int:task_id>/", tasks.task_detail, name="task"),
    path(f"{_PLAN}nhiem-vu/<int:task_id>/bo/", tasks.task_unmark, name="task-unmark"),
    path(f"{_PLAN}nhiem-vu/<int:task_id>/gop/", tasks.task_merge, name="task-merge"),
    path(f"{_PLAN}nhiem-vu/<int:task_id>/nguoi/", tasks.task_people, name="task-people"),
    path(f"{_PLAN}phan-cong/<int:assignment_id>/", tasks.assignment, name="assignment"),
    path(f"{_PLAN}thoi-han/", tasks.deadline_preview, name="deadline-preview"),
]
