"""What pages were drawn from, for tests that ask."""

from django.template.backends.jinja2 import Template
from django.test.signals import template_rendered


def tell_contexts(monkeypatch):
    """Tell the test client what a page was drawn from (`answer.context`), which Django does for its own engine alone."""
    draw = Template.render

    def drawn(self, context=None, request=None):
        context = {} if context is None else context
        answer = draw(self, context, request)
        template_rendered.send(sender=self, template=self.template, context=context)
        return answer

    monkeypatch.setattr(Template, "render", drawn)
