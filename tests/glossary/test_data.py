"""The course's glossary itself: complete and sound."""

from __future__ import annotations

from .samples import course


def test_the_glossary_has_no_findings_and_keeps_its_terms() -> None:
    assert len(course().terms) >= 303


def test_every_term_says_what_it_is_and_where_that_comes_from() -> None:
    for term in course().terms:
        assert term.definition.endswith("。"), term.id
        assert 8 <= len(term.definition) <= 160, term.id
        assert term.en, term.id
        assert term.source.reference, term.id
        assert term.source.check in {"页", "题名", "记忆"}, term.id
        assert term.generations, term.id


def test_the_abbreviations_of_the_field_are_there() -> None:
    names = {name for term in course().terms for name in (term.zh, term.abbr, *term.aliases)}
    wanted = (
        "FDMA TDMA CDMA OFDMA SC-FDMA SDMA NOMA FDD TDD OFDM GMSK QPSK QAM CRC LDPC HARQ MIMO "
        "RSRP SINR QoS RAN BTS BSC NodeB RNC eNodeB gNB GSM GPRS WCDMA TD-SCDMA LTE NR SA NSA "
        "MSC VLR HLR AuC EIR SGSN GGSN EPC MME SGW PGW HSS PCRF 5GC AMF SMF UPF UDM AUSF PCF "
        "IMS OCS APN DNN PTN IPRAN OTN SPN WLAN Wi-Fi GEO LEO MEO NTN UE SIM USIM eSIM UICC "
        "IMSI MSISDN IMEI ICCID PLMN SUPI VoLTE VoNR CSFB SRVCC SMS MMS RCS USSD IVR ACD CTI "
        "CRM SLA ASA AHT FCR CSAT NPS CES"
    )
    assert names >= set(wanted.split())


def test_pinyin_that_the_dictionary_gets_wrong_is_given() -> None:
    terms = course().by_id()
    assert {
        name: terms[name].pinyin for name in ("uplink", "harq", "uicc", "screen-pop", "modulation")
    } == {
        "uplink": "shang xing",
        "harq": "hun he zi dong chong chuan qing qiu",
        "uicc": "tong yong ji cheng dian lu ka",
        "screen-pop": "lai dian tan ping",
        "modulation": "tiao zhi",
    }
