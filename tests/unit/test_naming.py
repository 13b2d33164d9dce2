"""Names of the vocabulary recognised in an abstract: every spelling, no false friend."""

import pytest

from evidence.naming import Known, by_key, recognise

KNOWN = by_key(
    [
        Known("molecule", "miR-193a", "miR-193a"),
        Known("molecule", "miR-21", "miR-21"),
        Known("molecule", "LRRC1", "LRRC1"),
        Known("cancer", "non-small cell lung carcinoma", "non-small cell lung cancer"),
        Known("cancer", "lung carcinoma", "lung cancer"),
        Known("cancer", "glioma", "glioma"),
        Known("agent", "5-fluorouracil", "5-FU"),
        Known("agent", "cisplatin", "DDP"),
        Known("agent", "cisplatin", "cisplatin"),
        Known("model", "U87 MG", "U87 MG"),
        Known("model", "RT", "RT"),
        Known("tissue", "bone marrow", "bone marrow"),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Exosomal microRNA-193a (miR-193a) targets LRRC1.",
         [("miR-193a", "microRNA-193a"), ("LRRC1", "LRRC1")]),
        ("Non-Small Cell Lung Cancer, not lung cancer",
         [("non-small cell lung carcinoma", "Non-Small Cell Lung Cancer"),
          ("lung carcinoma", "lung cancer")]),
        ("resistance to 5-fluorouracil and DDP/cisplatin",
         [("5-fluorouracil", "5-fluorouracil"), ("cisplatin", "DDP")]),
        ("U87MG gliomas from bone-marrow cells",
         [("U87 MG", "U87MG"), ("glioma", "gliomas"), ("bone marrow", "bone-marrow")]),
        ("miR-210 is not miR-21; rt was done by RT-PCR", [("miR-21", "miR-21")]),
        ("The bone. Marrow is another sentence.", []),
        ("", []),
        ("حويصلات 🧬 " * 50, []),
    ],
)  # fmt: skip
def test_names_are_recognised_as_written(text: str, found: list[tuple[str, str]]) -> None:
    assert [(one.label, one.written) for one in recognise(text, KNOWN)] == found
