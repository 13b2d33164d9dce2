"""Every form of a name is found, and no false friend."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.searching import query_tokens, search_tokens
from tests.conftest import Tell

# What somebody types | texts that hold it, in any spelling.
# fmt: off
FOUND = [
    ("miR-21", "hsa-miR-21-5p", "miR21", "mir 21", "MIR21", "microRNA-21"),
    ("miR-21", "miRNA-21", "miRNA 21", "microRNA 21"),
    ("miR-21", "exo-miR-21", "anti-miR-21", "miR-21/PTEN", "miR-21-mimic", "miR-21*"),
    ("miR-21", "miR-21, miR-155 and let-7a", "miR‐21", "MiR_21", "pre-miR-21"),
    ("miR-21", "the miR-21–PTEN axis", "agomiR-21", "antagomiR-21 in vivo", "antagomir 21"),
    ("miR21", "hsa-miR-21-5p", "miR-21", "microRNA-21"),
    ("mir 21", "hsa-miR-21-5p", "miR-21 from 3 donors"),
    ("microRNA-21", "miR-21", "hsa-miR-21-3p"),
    ("miRNA-21", "miR21"),
    ("hsa-miR-21", "miR-21", "hsa-miR-21-5p"),
    ("hsa-miR-21-5p", "miR-21-5p", "hsa-mir-21-5p"),
    ("mir-21-5p", "hsa-miR-21-5p", "miR-21-5p/PDCD4"),
    ("miR-34a", "miR-34a-5p", "miR-34a/b/c", "MIR34A"),
    ("miR-34b", "miR-34a/b/c"),
    ("miR-34", "miR-34a"),
    ("miR-222", "miR-221/222", "miR-221/-222", "miR-221 and -222", "miR-221, -222 and -146a"),
    ("miR-146a", "miR-221, -222 and -146a"),
    ("miR-221/222", "miR-221/222", "miR-222 and miR-221"),
    ("miR-92a", "miR-17~92a", "miR-17/92a"),
    ("miR-17-92", "miR-17~92 cluster"),
    ("miR-16", "miR-15a/16-1", "miR-15a/16"),
    ("miR-200", "miR-200c", "miR-200 family"),
    ("let-7a", "let7a", "hsa-let-7a-5p", "Let-7a"),
    ("let-7", "let-7b"),
    ("PD-L1", "PDL1", "anti-PD-L1", "PD L1", "antiPD-L1", "PD-1/PD-L1"),
    ("PD-L1", "sPD-L1", "exoPD-L1", "PD-L1+"),
    ("PDL1", "PD-L1", "pd-l1", "anti-PD-L1"),
    ("PD L1", "PDL1", "PD-L1"),
    ("anti-PD-L1", "anti-PD-L1", "antiPD-L1", "anti-PDL1", "anti PD-L1"),
    ("PD-1", "PD1", "anti-PD-1", "PD-1/PD-L1", "PD 1"),
    ("CTLA4", "CTLA-4", "anti-CTLA-4"),
    ("5-FU", "5FU", "5 FU", "5-fluorouracil", "5-FU/LV", "FOLFOX (5-FU)", "5‑FU"),
    ("5FU", "5-FU", "5-Fluorouracil"),
    ("5 fu", "5-FU", "5FU"),
    ("5-fluorouracil", "5-FU"),
    ("cisplatin 5 FU", "5-FU and cisplatin"),
    ("TGF-β1", "TGF-beta1", "TGFβ1", "TGFB1", "TGF beta 1"),
    ("TGF-β1", "TGFbeta1", "tgf-b1", "TGF-beta-1"),
    ("TGFbeta", "TGF-β1", "TGFB1", "TGF-β", "TGF beta", "TGF-beta-induced"),
    ("TGFB1", "TGF-β1", "TGF-beta1"),
    ("TGF beta 1", "TGF-β1", "TGFB1"),
    ("TGF β1", "TGFβ1", "TGF-β 1", "TGF-ß1"),
    ("TGF-β", "TGF-β/SMAD", "TGFβ-SMAD3"),
    ("TNF-alpha", "TNF-α", "TNFα", "TNFA", "TNF alpha"),
    ("TNFα", "TNF-alpha", "tnfa"),
    ("IFN-γ", "IFNγ", "IFN-gamma", "IFNG", "IFN gamma"),
    ("interferon gamma", "interferon-γ", "Interferon γ"),
    ("HIF-1α", "HIF1A", "HIF-1alpha", "HIF1α", "HIF-1 alpha"),
    ("HIF-1", "HIF-1α"),
    ("HIF-1α", "HIF 1α"),
    ("NF-κB", "NF-kB", "NFκB", "NFKB1", "NF-kappaB", "NF-kappa B p65", "NF-κB p65"),
    ("NFkB", "NF-κB", "NF-kappaB", "NFkappaB", "NF-ĸB"),
    ("IL-1β", "IL1B", "IL-1beta", "IL-1 beta"),
    ("IL-6", "IL6", "IL 6", "interleukin-6", "Interleukin 6", "IL-6/STAT3", "IL-6-induced"),
    ("interleukin-6", "IL-6"),
    ("IL-10", "PD-L1; L-arginase; IL-10"),
    ("β-catenin", "beta-catenin", "Wnt/β-catenin", "beta catenin", "Wnt/beta-catenin"),
    ("beta-catenin", "Wnt/beta-catenin", "β-catenin"),
    ("beta catenin", "Wnt/β-catenin"),
    ("Wnt/β-catenin", "WNT/beta-catenin", "Wnt and β-catenin"),
    ("PPARγ", "PPARG", "PPAR-gamma"),
    ("α-SMA", "alpha-SMA", "αSMA"),
    ("PTEN", "miR-21/PTEN", "PTEN/PI3K/AKT", "siPTEN", "shPTEN"),
    ("mTOR", "AKT/mTOR", "mTOR-dependent", "MTOR"),
    ("AKT/mTOR", "AKT/mTOR", "PI3K/AKT/mTOR"),
    ("PI3K", "PI3K/AKT", "PI-3K", "PI3-K"),
    ("STAT3", "STAT-3", "pSTAT3", "p-STAT3", "JAK2/STAT3", "STAT 3"),
    ("SMAD3", "SMAD2/3", "Smad-3"),
    ("ERK2", "ERK1/2", "p-ERK1/2"),
    ("MMP-9", "MMP2/9", "MMP9"),
    ("Bcl-2", "BCL2", "Bcl2", "Bax/Bcl-2"),
    ("HER2", "HER-2", "HER2/neu", "HER2+", "anti-HER2"),
    ("CD63", "CD9/CD63/CD81", "CD63+"),
    ("CD9", "CD9/CD63"),
    ("CD8", "CD8+ T cells", "CD4/8"),
    ("CD44", "CD44v6", "CD44+/CD24−"),
    ("CXCR4", "CXCL12/CXCR4", "CXCR-4"),
    ("caspase-3", "caspase 3", "Caspase3", "cleaved caspase-3"),
    ("caspase 3", "caspase-3"),
    ("COX-2", "COX2"),
    ("MALAT1", "MALAT-1", "lncMALAT1", "lncRNA MALAT1"),
    ("PVT1", "circPVT1", "circ-PVT1"),
    ("hsa_circ_0000190", "circ_0000190", "hsa_circ_0000190"),
    ("IGF2BP3", "IGF2BP3", "IGF2BP1/2/3"),
    ("MSC", "MSCs", "BM-MSC", "hUC-MSCs", "MSC-EVs", "hMSC"),
    ("MSCs", "MSC", "BM-MSCs"),
    ("mscs", "MSC"),
    ("BM-MSC", "BM-MSCs", "hBM-MSC"),
    ("exosome", "exosomes", "exosome-mediated", "Exosomes’"),
    ("exosomes", "exosome"),
    ("EV", "EVs", "sEVs", "EV-depleted"),
    ("extracellular vesicle", "extracellular vesicles"),
    ("bone-marrow", "bone marrow"),
    ("bone marrow", "bone-marrow-derived"),
    ("doxorubicin-resistant", "resistant to doxorubicin", "doxorubicin-resistant MCF-7"),
    ("MCF-7/ADR", "MCF7/ADR", "MCF-7-ADR"),
    ("MCF7", "MCF-7", "MCF-7/ADR", "MCF7R"),
    ("SK-OV-3", "SKOV3 SK-OV-3", "SKOV-3"),
    ("MDA-MB-231", "MDA-MB-231", "MDAMB231", "MDA-MB231"),
    ("A549", "A549/DDP", "A549-R", "A-549"),
    ("E-cadherin", "E-cadherin", "Ecadherin"),
    ("c-Met", "cMET", "c-MET"),
    ("KRAS", "K-Ras", "KRAS G12D", "K-RAS-mutant"),
    ("EVD-000012", "EVD-000012"),
    ("10.1038/s41419-020-02962-4", "10.1038/s41419-020-02962-4"),
    ("Kamerkar", "Kamerkar, Nature 2017"),
    ("Kamerkar 2017", "Kamerkar, Nature 2017"),
    ("lopez", "López"),
    ("exo­some", "exosome"),
    ("ｍｉＲ－２１", "miR-21"),
    ("IC50", "IC₅₀"),
    ("S100A9", "S100A8/A9"),
    ("p53", "mutp53", "p53-null"),
    ("EGFR", "EGFRvIII", "EGFR T790M"),
    ("LC3-II", "LC3 II", "LC3II/LC3I"),
    ("5-azacytidine", "5 azacytidine"),
    ("Weiss", "Weiß"),
    ("hsa-miR-21-5p", "miR-21", "miR-21/PTEN", "anti-miR-21", "MIR21"),
    ("let-7a-5p", "let-7a", "let7a mimics"),
    ("miR-16-1-3p", "miR-15a/miR-16-1"),
    ("miR-17~92", "miR-17-92 cluster", "miR-17–92", "miR-17/92"),
    ("miR-222", "miR-221&222"),
    ("micro RNA 21", "miR-21"),
    ("circRNA_0000284", "hsa_circ_0000284", "circ_0000284"),
    ("circPVT1", "CircPVT1", "circ-PVT1"),
    ("H19", "LncH19", "lncRNA-H19"),
    ("Gleevec", "Gleevec™", "Gleevec®"),
    ("MSC-Exo", "MSC-Exos"),
    ("glioma", "gliomas"),
    ("HCC827", "HCC827", "HCC-827"),
    ("miR", "miR-146a", "miR146a"),
]
# What somebody types | texts with other things that look alike.
FALSE_FRIENDS = [
    ("miR-21", "miR-210", "miR-214", "miR-2", "miR-121", "MIR21HG", "miR-221"),
    ("miR-21", "miR-155 in 21 patients"),
    ("mir 21", "miR-155 in 21 patients", "miR-210"),
    ("miR-21-3p", "hsa-miR-21-5p", "miR-21-5p and miR-155-3p"),
    ("miR-215", "hsa-miR-21-5p"),
    ("miR-5", "miR-21-5p"),
    ("miR-1", "miR-122", "miR-10", "miR-155"),
    ("miR-15", "miR-155"),
    ("miR-34a", "miR-34c", "miR-34"),
    ("miR-125b", "miR-125a"),
    ("miR-200c", "miR-200a"),
    ("miR-22", "miR-221/222"),
    ("let-7a", "let-7b"),
    ("PD-1", "PD-L1", "PD-10", "anti-PD-L1", "SPD1"),
    ("PD-L1", "PD-1", "PD-L2", "PD-L10"),
    ("5-FU", "5-aza", "FU", "15-FU", "FUDR"),
    ("TGF-β1", "TGF-β2", "TGF-α", "TGFBR1", "TGF-β", "TGFB1I1"),
    ("TGF-β", "TGF-α", "TGFA"),
    ("TNF-α", "TNFRSF1A", "TNF-β"),
    ("IL-1", "IL-10", "IL-11", "IL-17"),
    ("IL-6", "IL-6R", "IL6R", "IL-16", "IL-60"),
    ("IL-17", "IL17RA"),
    ("IFN-γ", "IFN-α"),
    ("HIF-1α", "HIF-2α", "HIF-1β"),
    ("β-catenin", "α-catenin", "N-cadherin"),
    ("CD4", "CD47", "CD44", "CD40"),
    ("CD9", "CD90", "CD99"),
    ("CD6", "CD63"),
    ("AKT1", "AKT", "AKT2", "AKT10"),
    ("AKT", "PAKT"),
    ("EGF", "EGFR", "VEGF"),
    ("MET", "METTL3"),
    ("RAS", "RASSF1A", "KRAS"),
    ("KIT", "KITLG"),
    ("FAS", "FASN"),
    ("PTEN", "PTENP1"),
    ("Bcl-2", "BCL2L1", "BCL2L11", "Bcl-xL"),
    ("IGF2", "IGF2BP1", "IGF2R"),
    ("TP53", "TP53BP1", "TP53INP1"),
    ("HER2", "HER3", "HER-20"),
    ("CCL2", "CCL20", "CCL21"),
    ("ABCB1", "ABCB11", "ABCG1"),
    ("HSP70", "HSP7", "HSP90"),
    ("ERK1", "ERK5"),
    ("MSC", "MSCV"),
    ("ER", "ERK", "HER2"),
    ("caspase 3", "caspase-9 on day 3"),
    ("STAT3", "STAT5", "STAT1/2"),
    ("EVD-000012", "EVD-000120"),
    ("SMAD3", "SMAD2/4"),
    ("NK", "NKG2D"),
    ("S100A9", "S100A8/B9"),
    ("miR-1", "antagomiR-21"),
    ("HIF-1α", "HIF 1 and PDGF-α"),
    ("hsa-miR-21-5p", "miR-21-3p", "miR-210", "miR-5"),
    ("let-7a-5p", "let-7", "let-7b"),
    ("HCC", "HCC827", "HCC1937"),
    ("AKT1", "AKT1S1"),
    ("H19", "H1975"),
    ("MET", "metformin"),
    ("U87", "U937"),
]
# fmt: on

HITS = [(query, text) for query, *texts in FOUND for text in texts]
MISSES = [(query, text) for query, *texts in FALSE_FRIENDS for text in texts]


def is_found(query: str, text: str) -> bool:
    return set(query_tokens(query)) <= search_tokens(text)


@pytest.mark.parametrize(("query", "text"), HITS)
def test_every_form_of_a_name_is_found(query: str, text: str) -> None:
    assert is_found(query, text)


@pytest.mark.parametrize(("query", "text"), MISSES)
def test_no_false_friend_is_found(query: str, text: str) -> None:
    assert not is_found(query, text)


def test_every_pair_is_another(tell: Tell) -> None:
    assert len(set(HITS) | set(MISSES)) == len(HITS) + len(MISSES)
    tell(
        f"search: {len(HITS) + len(MISSES)} name pairs, {len(HITS)} hits, "
        f"{len(MISSES)} false friends"
    )


@given(st.text(max_size=80))
def test_a_text_is_found_by_itself(text: str) -> None:
    assert is_found(text, text)


def test_no_name_spans_two_fields() -> None:
    assert not is_found("miR-21", "The role of miR\n21 patients")
