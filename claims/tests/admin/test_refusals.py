"""What the desk says when it refuses: in words, and without breaking its own content policy."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_step_that_a_role_does_not_include_is_refused_in_words(client, contributor):
    client.force_login(contributor)
    response = client.get("/admin/claims/ratingscale/add/", headers={"accept-language": "en"})
    assert response.status_code == 403
    assert "Your role at the desk" in response.content.decode()


def test_a_form_that_does_not_match_its_session_is_refused_in_words(contributor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(contributor)
    response = client.post("/admin/claims/article/add/", headers={"accept-language": "en"})
    html = response.content.decode()
    assert response.status_code == 403
    assert "send it again" in html
    assert "<style" not in html and " style=" not in html
