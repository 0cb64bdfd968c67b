"""Digital signatures of official documents: PAdES, the look that the decree asks for, and judging what came back. Pure.

Nghị định 30/2020/NĐ-CP, Điều 5: an electronic document signed by the competent person and by the agency equals the
paper original. pyHanko does the cryptography; here is what is signed where, and what its findings mean.
"""
