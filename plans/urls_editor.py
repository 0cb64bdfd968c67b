"""The editor of a plan."""

from django.urls import path

from plans.views import editor

_EDITOR = "ke-hoach/<int:plan_id>/soan/"

urlpatterns = [
    path(_EDITOR, editor.editor, name="editor"),
    path(f"{_EDITOR}buoc/", editor.steps, name="editor-steps"),
    path(f"{_EDITOR}moi/", editor.news, name="editor-news"),
    path(f"{_EDITOR}dong/", editor.lines, name="editor-lines"),
    path(f"{_EDITOR}dan/", editor.split, name="editor-split"),
    path(f"{_EDITOR}thoi-han/", editor.deadline, name="editor-deadline"),
]
