from documents.models.attachment import Attachment
from documents.models.issued import IssuedDocument
from documents.models.register import NumberingRule, Register, RegisterEntry
from documents.models.work import WorkItem

__all__ = ["Attachment", "IssuedDocument", "NumberingRule", "Register", "RegisterEntry", "WorkItem"]
