"""Every page and every action of the web face, as a stranger and as each role.

The table is complete by force: an address without a line fails the test. Whoever adds an address adds its line, here or,
with a slice of its own, as `LINES` in `tests/<slice>/addresses.py`.
"""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.slices import said_by_slices
from tests.web.access_lines import IN, ROLES, Line, administrator, contributor, everybody, office

from hoshin.accounts.access import Actor
from hoshin.accounts.models import ApiToken
from hoshin.audit.models import Change
from hoshin.measures.services import define_measure, record_actual
from hoshin.org.services import add_person, add_unit, save_organisation
from hoshin.scorecards.models import Node
from hoshin.scorecards.services import override_status
from hoshin.strategy.services import add_objective, add_perspective, create_plan, set_contribution

TABLE: dict[str, Line] = {
    # accounts
    "sign_in": everybody(stranger=200, status=302),
    "sign_out": everybody(stranger=302, status=302, method="post"),
    "password_forgotten": everybody(stranger=404, status=404),
    "password_link": everybody(stranger=404, status=404, user_part="used_part", token="used_token"),
    "profile": everybody(),
    "own_password": everybody(status=422, method="post"),
    "new_token": everybody(status=422, method="post"),
    "revoke_token": Line((IN, 404, 404, 404, 302), "post", {"token_id": "token"}),
    "roles": everybody(),
    "users": administrator(),
    "sight": administrator(),
    "new_user": administrator(),
    "user": administrator(user_id="user"),
    "new_password_link": administrator(method="post", user_id="user"),
    # first run and settings
    "first_run": everybody(stranger=302, status=302),
    "first_steps": office(),
    "first_run_demo": administrator(status=422, method="post"),
    "organisation_settings": administrator(),
    "check_in_settings": administrator(status=422, method="post"),
    "jobs": administrator(),
    "job_stop": administrator(status=404, method="post", number="no_link"),
    "job_again": administrator(status=404, method="post", number="no_link"),
    # audit
    "audit_trail": office(),
    "change": office(denied=404, change_id="change"),
    "undo_change": office(status=302, denied=404, method="post", change_id="change"),
    # style
    "style": everybody(),
    "style_dialog": everybody(),
    "style_why": everybody(),
    "style_save": everybody(status=302, method="post"),
    "style_order": everybody(status=204, method="post"),
    "style_trouble": everybody(status=403, method="post", kind="trouble"),
    # reading
    "find": everybody(),
    "scorecard": everybody(),
    "scorecard_csv": everybody(),
    "scorecard_units": everybody(),
    "strategy_map": everybody(),
    "objectives": everybody(),
    "objective": everybody(code="objective"),
    "objective_history": everybody(code="objective"),
    "measures": everybody(),
    "measure": everybody(code="measure"),
    "measure_history": everybody(code="measure"),
    "measure_chart": everybody(code="measure"),
    "across_units": office(),
    "measure_value_history": everybody(code="measure", period="period"),
    "why": everybody(node="node"),
    "why_units": everybody(node="node"),
    # recording: contributors record the measures that they own or supply
    "measure_value": contributor(status=422, method="post", code="measure", period="period"),
    "measure_record": contributor(status=302, code="measure"),
    "measure_value_row": everybody(status=302, code="measure", period="period"),
    "measure_value_withdraw": contributor(status=302, method="post", code="measure", period="period"),
    "measure_value_restore": contributor(status=302, method="post", code="measure", period="period"),
    "measure_targets": office(code="measure"),
    "measure_targets_preview": office(method="post", code="measure"),
    "override": office(node="node"),
    "override_withdraw": office(status=302, method="post", node="node"),
    # the map and the plan
    "map_order": office(status=302, method="post"),
    "map_own_order": office(status=302, method="post"),
    "map_link_add": office(status=422, method="post"),
    "map_link": office(status=404, link_id="no_link"),
    "map_link_remove": Line((IN, 404, 404, 404, 404), "post", {"link_id": "no_link"}),
    "plan_edit": everybody(),
    "plan_new": office(),
    "plan_settings": office(plan_id="plan_id"),
    "plan_periods": everybody(plan_id="plan_id"),
    "plan_period_close": office(status=302, method="post", plan_id="plan_id", period="period"),
    "plan_period_reopen": office(status=422, method="post", plan_id="plan_id", period="period"),
    "plan_branch": Line(
        (IN, 302, 302, 302, 302), "get", {"kind": "objective_kind", "pk": "objective_id"}, "plan={plan}"
    ),
    "plan_name": office(status=422, method="post", kind="objective_kind", pk="objective_id"),
    "plan_weight": office(status=422, method="post", kind="objective_kind", pk="objective_id"),
    "plan_order": office(status=204, method="post", kind="objective_kind", pk="objective_id"),
    "plan_add": office(status=422, method="post", kind="objective_kind", pk="objective_id"),
    "plan_remove": office(kind="objective_kind", pk="objective_id"),
    "plan_details": office(kind="objective_kind", pk="objective_id"),
    "plan_check": office(method="post", kind="objective_kind", pk="objective_id", field="name_field"),
    "plan_choices": everybody(kind="people_list"),
    # units and people: everybody reads, the office edits
    "organisation": everybody(),
    "unit": everybody(code="unit"),
    "person": everybody(code="person"),
    "unit_new": office(),
    "person_new": office(),
    "unit_edit": office(pk="unit_id"),
    "unit_remove": office(pk="unit_id"),
    "person_edit": office(pk="person_id"),
    "person_remove": office(pk="person_id"),
    # import and export
    "exchange": everybody(),
    "exchange_upload": office(status=422, method="post"),
    "exchange_export": everybody(status=422, method="post"),
    "exchange_mapping": office(status=404),
    "exchange_blank": everybody(),
    "exchange_values": everybody(),
    "transfer": everybody(status=404, key="transfer"),
    "transfer_progress": everybody(status=404, key="transfer"),
    "transfer_stop": everybody(status=404, method="post", key="transfer"),
    "transfer_mend": office(status=404, method="post", key="transfer"),
    "transfer_unmend": office(status=404, method="post", key="transfer"),
    "transfer_confirm": office(status=404, method="post", key="transfer"),
    "transfer_discard": office(status=404, method="post", key="transfer"),
    "transfer_faults": everybody(status=404, key="transfer"),
    "transfer_file": everybody(status=404, key="transfer"),
    "templates": office(),
    "template_start": office(status=422, method="post", key="template"),
    "template_file": office(key="template"),
} | said_by_slices("LINES")


def addresses() -> dict[str, str]:
    """Each named address of the web face with its route; those of the API have a table of their own."""
    found: dict[str, str] = {}

    def walk(patterns: list[Any], before: str) -> None:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                if not route.startswith("api/"):
                    walk(pattern.url_patterns, route)
            elif isinstance(pattern, URLPattern):
                found[pattern.name or f"(no name: {route})"] = route

    walk(get_resolver().url_patterns, "")
    return found


def test_every_address_stands_in_the_table():
    missing = {name: route for name, route in addresses().items() if name not in TABLE}
    gone = sorted(TABLE.keys() - addresses().keys())
    advice = [
        f'    "{name}": office(),  # or everybody(), contributor(), administrator(), Line(...): who may open /{route}?'
        for name, route in sorted(missing.items())
    ]
    assert not missing, "Add a line to TABLE or to the LINES of your slice for each of these:\n" + "\n".join(advice)
    assert not gone, f"TABLE names addresses that exist no more: {', '.join(gone)}"


@pytest.fixture
def things(db, ada, carl, november):
    """One thing of each kind, by the word that the table uses for it."""
    actor = Actor.of(ada, "web")
    save_organisation(actor, name="Cedar Bay")
    unit = add_unit(actor, code="N", name="North")
    person = add_person(actor, employee_id="7", name="Carl Contributor", unit=unit, user=carl)
    plan = create_plan(actor, code="P", name="Plan")
    perspective = add_perspective(actor, plan=plan, code="F", name="Financial")
    objective = add_objective(actor, plan=plan, code="O1", name="Serve faster", perspective=perspective)
    measure = define_measure(actor, code="M1", name="Days", owner=person)
    contribution = set_contribution(actor, parent=objective, child=measure)
    record_actual(actor, measure=measure, period="2026-10", value=5)
    node = Node.objects.get(objective=objective)
    override_status(actor, node=node, status=1, reason="The audit is open", expires_on=date(2026, 12, 1))
    token = ApiToken.objects.create(user=ada, name="Nightly", digest="0" * 64, prefix="hoshin_00000")
    return {
        "unit": unit.code,
        "person": person.employee_id,
        "unit_id": unit.pk,
        "person_id": person.pk,
        "plan": plan.code,
        "perspective": perspective.code,
        "objective": objective.code,
        "measure": measure.code,
        "contribution": contribution.pk,
        "period": "2026-10",
        "node": node.pk,
        "user": ada.pk,
        "token": token.pk,
        "change": Change.objects.latest("id").pk,
        "plan_id": plan.pk,
        "objective_id": objective.pk,
        "objective_kind": "objective",
        "table_kind": "measures",
        "name_field": "name",
        "people_list": "people",
        "help": "guides/units",
        "no_link": 0,
        "rule": "status_changed",
        "a_move": "accept",
        "trouble": "denied",
        "transfer": "somebody-elses",
        "template": "company",
        "used_part": "MQ",
        "used_token": "c1-0123456789abcdef0123456789abcdef",
    }


@pytest.mark.parametrize("role", ROLES)
def test_who_may_open_what(things, ada, olga, carl, vera, role):
    user = {"viewer": vera, "contributor": carl, "office": olga, "administrator": ada}.get(role)
    names = sorted(TABLE.keys() & addresses().keys())
    signed_in = Client()
    if user is not None:
        signed_in.force_login(user, backend="hoshin.notices.signed_in.WithUnread")
    wrong = [sentence for name in names for sentence in faults(name, role, signed_in, things)]
    assert wrong == []


def faults(name: str, role: str, signed_in: Client, things: dict[str, Any]) -> list[str]:
    """What is wrong with the answer of one address to one role; whatever the request changed is taken back."""
    line, client = TABLE[name], Client()
    client.cookies.load({key: cookie.value for key, cookie in signed_in.cookies.items()})
    address = reverse(name, kwargs={argument: things[thing] for argument, thing in line.arguments.items()})
    with transaction.atomic():
        answer = getattr(client, line.method)(address + "?" * bool(line.query) + line.query.format(**things))
        transaction.set_rollback(True)
    asked = f"{name}: {line.method} {address} as {role}"
    wanted = line.statuses[ROLES.index(role)]
    if answer.status_code != wanted:
        return [f"{asked} answers {answer.status_code}, the table says {wanted}"]
    leads_away = role == "stranger" and wanted == IN and name not in ("sign_in", "sign_out", "first_run")
    if leads_away and not answer.url.startswith(reverse("sign_in")):
        return [f"{asked} leads to {answer.url}, not to the sign-in page"]
    return []
