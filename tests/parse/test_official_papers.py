"""Volumes of parliamentary papers and years of a reign are told from pages and genre words (CMOS 17, 14.300)."""

from refparse.model.source import Note
from refparse.parse.note import parse_note


def stated(text: str) -> dict[str, object]:
    (citation,) = parse_note(Note(id="n1", number="1", text=text, italics_known=False)).citations
    found: dict[str, object] = {key.name: field.value for key, field in citation.fields.items()}
    where = citation.locator.value if citation.locator else ""
    return {"type": citation.type, "kind": citation.kind, "where": where, **found}


def test_a_parliamentary_paper_has_its_years_volume_and_command_number():
    found = stated("Report of the Commission on the Fisheries of Tonga, P.P., 1937-38, XV (Cmd. 5641), 57-83.")
    assert (found["type"], found["kind"], found["where"]) == ("report", "full", "57-83")
    assert (found["container-title"], found["volume"], found["number"]) == ("P.P.", "15", "Cmd. 5641")
    assert found["issued"].year == 1937


def test_an_act_is_numbered_by_the_years_of_a_reign():
    found = stated("Coast Defence Consolidation Act 1914, 5 Geo. 5, c. 8.")
    assert (found["type"], found["kind"]) == ("legislation", "full")
    assert (found["title"], found["number"]) == ("Coast Defence Consolidation Act", "5 Geo. 5, c. 8")
    assert found["issued"].year == 1914


def test_a_bill_is_named_by_its_number():
    found = stated("S. 1130, 77th Cong., 2d sess. (1942).")
    assert (found["type"], found["title"]) == ("bill", "S. 1130")


def test_a_statute_of_the_united_states_is_legislation():
    found = stated("Second Fen Act, 9 U.S.C. § 41 (1862).")
    assert (found["type"], found["title"], found["number"]) == ("legislation", "Second Fen Act", "9 U.S.C. § 41")
