"""Names in English: how those of bodies are made, and what names of people look like."""

from __future__ import annotations

import re

from ecotui.i18n import _
from ecotui.text.folding import HAN

# Given names that begin the name of few bodies, and surnames as pinyin has them.
_GIVEN = (
    "Aaron|Adam|Ahmed|Aisha|Alan|Alex|Alexander|Alice|Alison|Amanda|Amy|Andrea|Andrew|Angela|Ann|Anna|Anne|Anthony|Barbara"
    "|Ben|Benjamin|Brian|Carol|Caroline|Catherine|Charles|Charlotte|Chris|Christine|Christopher|Claire|Clare|Craig|Daniel|Dave"
    "|David|Deborah|Denise|Diane|Donald|Edward|Elena|Elizabeth|Emily|Emma|Eric|Fatima|Fiona|Frank|Gareth|Gary|Geoff|George"
    "|Graham|Greg|Hannah|Heather|Helen|Henry|Ian|Jack|Jacqueline|James|Jamie|Jan|Jane|Janet|Jason|Jean|Jennifer|Jenny|Jessica"
    "|Jill|Jim|Joan|Joanna|Joanne|Joe|John|Jonathan|Joseph|Joyce|Juan|Judith|Julia|Julie|Karen|Kate|Katherine|Kathryn|Keith"
    "|Kelly|Ken|Kenneth|Kevin|Laura|Lauren|Linda|Lisa|Louise|Lucy|Luke|Lynn|Margaret|Maria|Marie|Mark|Martin|Mary|Matt"
    "|Matthew|Megan|Michael|Michelle|Mike|Mohamed|Mohammed|Muhammad|Nancy|Natalie|Neil|Nicholas|Nick|Nicola|Nigel|Olivia"
    "|Pamela|Patricia|Patrick|Paul|Paula|Peter|Philip|Phil|Priya|Rachel|Raj|Rebecca|Richard|Rob|Robert|Robin|Roger|Ronald"
    "|Rosemary|Russell|Ruth|Ryan|Sally|Sam|Samantha|Samuel|Sandra|Sara|Sarah|Sean|Sharon|Sheila|Simon|Sophie|Stephanie"
    "|Stephen|Steve|Steven|Stuart|Sue|Susan|Thomas|Tim|Timothy|Tina|Tom|Tony|Tracey|Tracy|Vanessa|Victoria|Wendy|William|Zoe"
)
_ROMAN = (
    "Wang|Li|Zhang|Liu|Chen|Yang|Zhao|Huang|Zhou|Wu|Xu|Sun|Zhu|Ma|Hu|Guo|Lin|Gao|Liang|Zheng|Luo|Xie|Tang|Han|Cao"
    "|Deng|Xiao|Feng|Zeng|Cheng|Cai|Peng|Pan|Yuan|Dong|Yu|Su|Ye|Lü|Lu|Wei|Jiang|Tian|Du|Ding|Shen|Fu|Zhong|Wen|Ren"
    "|Yao|Liao|Qiu|Xia|Jia|Zou|Shi|Xiong|Meng|Qin|Yan|Xue|Hou|Bai|Duan|Hao|Kong|Shao|Mao|Wan|Gu|Lai|Wong|Chan"
)
#: What the names of bodies have in English.
HEAD = (
    "(?:Department|Dept|Ministry|Office|Agency|Authority|Board|Commission|Council|Committee"
    "|Division|Bureau|Institute|University|College|Services?|Cent(?:re|er)|Administration"
    "|Directorate|Secretariat|Unit|Police|Bank|Corporation|Association|Foundation|Society"
    "|Trust|Executive|Court|Hospital|Team|Section|Branch|Group|Partnership|Network|School|Fund|NGOs?)"
)
#: In a text that names a body.
BODY = re.compile(rf"\b{HEAD}\b")
#: The name of a person in Latin letters: Jane Smith, Dr Khan, J. Smith, LI Ming.
PERSON = (
    rf"(?![^(),，;；:/\n]{{0,40}}\b{HEAD}\b)"
    r"(?:(?:Mrs?|Ms|Miss|Dr|Prof|Cllr|Councillor|Sir)\b\.?(?:[ -][A-Z][\w.'’-]*){1,3}"
    rf"|(?:{_GIVEN})(?: [A-Z]\.?)?(?: (?:Mc|Mac|O['’])?[A-Z][a-z]+(?:-[A-Z][a-z]+)?){{1,2}}"
    rf"|[A-Z]\.? ?(?:[A-Z]\.? ?)?(?<=[. ])[A-Z][a-z]{{2,}}"
    rf"|(?:{_ROMAN}|{_ROMAN.upper()}) [A-Z][a-z]{{1,4}}(?:[ -]?[a-z]{{2,5}})?)"
)
_PERSON = re.compile(PERSON)
#: In a text, with the word behind, which may make it a place; not the heading B. Water.
_IN_TEXT = re.compile(
    rf"(?<![\w-])(?!(?<![^\n])[A-Z]\. ){PERSON}(?:(?<=[a-z]) [A-Z][a-z]+)?(?![\w-])"
)
# What somebody is, before the name or behind it.
_POST = (
    r"(?:Dir|Director|Head|Chief|Manager|Officer|Mayor|Minister|Secretary|Commissioner|Inspector"
    r"|Superintendent|Sergeant|Sgt|Captain|Capt|President|Coordinator|Co-ordinator|Supervisor"
    r"|Engineer|Chair(?:man|woman|person)?|Deputy|Lead|Contact|attn|c/o|led by|to lead)"
)
_PARTS = re.compile(rf"[()（）,;:/]|\s[–—-]\s|\b{_POST}\b\.?", re.IGNORECASE)
#: Words of names of departments and firms that are not called by what they are: City Planning.
_FIELD = re.compile(
    r"\b(?:Accounts?|Affairs|Aid|Air|All|Alliance|Amnesty|Animal|Arts?|Assets?|Audit|Benefits?|Borough|Bridges?|Budgets?"
    r"|Buildings?|Business|Capital|Care|Children(?:'s)?|City|Civic|Civil|Climate|Clinic|Clubs?|Code|Coast(?:al)?|Commercial"
    r"|Communications?|Communit(?:y|ies)|Company|Compliance|Conservation|Construction|Consult(?:ing|ants?)|Contractors?"
    r"|Contracts?|Control|Corporate|County|Cross|Crown|Cultur(?:e|al)|Customer|Data|Defen[cs]e|Democratic|Design|Development"
    r"|Digital|Disaster|District|Drainage|Early|East(?:ern)?|Ecology|Econom(?:y|ic)|Education|Elections?|Emergency"
    r"|Employment|Energy|Engineering|Enforcement|England|Enterprises?|Environment(?:al)?|Equality|Estates?|Events|External"
    r"|Facilities|Famil(?:y|ies)|Farms?|Federation|Finance|Financial|Fire|Fisheries|Fleet|Flood|Food|Forest(?:ry|s)?|Forum"
    r"|Friends|Gardens?|Gas|General|Global|Governance|Government|Great|Green|Growth|Guild|Habitats?|Hall|Harbou?r|Health"
    r"|Heritage|Highways?|Home|Homes|Housing|Human|Immigration|Industry|Information|Infrastructure|Innovation|Inc|Insurance"
    r"|Integrated|Internal|International|Investment|IT|Justice|Labou?r|Land|Leadership|Legal|Leisure|Librar(?:y|ies)|Licensing"
    r"|Lighting|Limited|Local|Logistics|Ltd|Maintenance|Management|Marine|Maritime|Market(?:s|ing)?|Media|Medical|Mental"
    r"|Met|Mining|Mobility|Monitoring|Municipal|Museums?|National|Natural|Nature|New|Newspaper|North(?:ern)?|Nursing|Operations"
    r"|Parents?|Parish|Parking|Parks?|Partners?|Pay(?:roll)?|Pensions?|People|Performance|Permits?|Personnel|Planning"
    r"|Plant|Plc|Policy|Pollution|Port|Power|Press|Prevention|Primary|Private|Procurement|Programmes?|Projects?|Propert(?:y|ies)"
    r"|Protection|Provincial|Public|Publicity|Quality|Radio|Rail(?:way|ways)?|Recreation|Recycling|Red|Refuse|Regeneration"
    r"|Regional|Registry|Regulation|Relations|Rescue|Research|Residents?|Resilience|Resources?|Revenues?|Risk|River|Roads?"
    r"|Royal|Rural|Safety|Sanitation|Save|Science|Security|Senior|Sewer(?:s|age)?|Skills|Social|Solid|South(?:ern)?|Sports?"
    r"|Staff|State|Statistics|Strateg(?:y|ic)|Streets?|Students?|Support|Supply|Survey(?:ors?)?|Sustainab(?:le|ility)|Tax"
    r"|Taxation|Technical|Technology|Telecom|The|Tourism|Town|Trad(?:e|es|ing)|Traffic|Training|Transit|Transport(?:ation)?"
    r"|Treasury|Trees?|Union|United|Universal|Urban|Utilit(?:y|ies)|Valley|Vision|Volunteers?|Wales|Waste|Water|Welfare|West(?:ern)?"
    r"|Wildlife|Women(?:'s)?|Works|World|Young|Youth)\b"
)
_WORD = r"[A-Z]['’]?[^\W\d_]+(?:['’-][^\W\d_]+)?"
_WORDS = re.compile(rf"{_WORD}(?: (?:[A-Z]\.?|{_WORD})){{1,3}}")
_CALLED = re.compile(
    rf"\b(?i:Contact|Focal point|Officer|Liaison|Attn|c/o|led by|Director|Manager|Mayor|Owner"
    rf"|Mrs?\.?|Ms\.?|Dr\.?)[\s:]{{1,3}}(?P<name>{_WORDS.pattern})(?!\w)"
)
#: What somebody is, as a label or the head of a column.
_OF_PERSON = re.compile(
    r"(?:[\w’'-]{1,20} ){0,3}(?:officers?|leads?|owners?|managers?|sponsors?|champions?|contacts?"
    r"|co-?ordinators?|directors?|secretary|chair(?:man|woman|person)?|deputy|clerk|engineer"
    r"|reviewer|approver|holder|member|backup|staff|persons?|point|supervisor|inspector|assistant"
    r"|advis[eo]r|head|author|by|SRO|PIC|POC)",
    re.IGNORECASE,
)
#: Behind the name of a person it is a place: Victoria Park, King Edward Street.
_PLACE = re.compile(
    r" ?\b(?:Road|Street|Park|Lane|Avenue|House|Square|Ambulance|Bridge|Station|Building"
    r"|Place|Gardens|Way|Drive|Close|Estate|Primary|Library|Line|Hall|Quay|Day|Award|Act)\b"
)
#: How names of bodies are made: Ministry of Health, Port Authority, EPA.
MAKES = (
    re.compile(rf"(?:[\w'’-]+ )?{HEAD} (?:of|for) .+"),
    re.compile(rf"[\w'’&. -]+ {HEAD}"),
    re.compile("[A-Z]{2,6}"),
)
#: Between two words or abbreviations: WHO/UNICEF, Policy Team / Highways Team, A with B.
OR = re.compile(r"(?<=[A-Za-z)]{2})(?:\s?[/／|｜+]\s?|\swith\s)(?=[A-Z]{2}|[A-Z][a-z]{2})")
#: What a whole name ends with.
END = re.compile(rf"\b{HEAD}\Z")
# Behind these a full stop ends no sentence.
_ABBREVIATED = re.compile(r"(?:\b(?:Inc|Ltd|Co|Corp|Dept|Bros|St|[A-Z])|\.\w+|etc)\.\Z")


def same_make(left: str, right: str) -> bool:
    """Whether two halves of an English list are whole names of like make: both Ministry of …."""
    first, second = left.split(" ")[0], right.split(" ")[0]
    return (len(left.split(" ")) > 1 and first == second) or any(
        make.fullmatch(left) and make.fullmatch(right.rstrip(".")) for make in MAKES
    )


def is_body(name: str) -> bool:
    """Whether a name is made as those of bodies are in English."""
    return any(make.fullmatch(name) for make in MAKES)


def unstopped(piece: str) -> str:
    """An English name without the full stop of its sentence."""
    if piece.endswith(".") and re.search("[a-z]", piece) and not _ABBREVIATED.search(piece):
        return piece[:-1]
    return piece


def as_one(pieces: list[str], doubts: list[str]) -> list[str]:
    """The only two pieces as one name, where the last is none: Housing, Communities and Land."""
    if len(pieces) != 2 or re.search(f"[{HAN}]", "".join(pieces)):
        return pieces
    first, last = pieces
    whole = re.search(rf"\b{HEAD}\b(?! (?:of|for)\b)", first) or MAKES[2].fullmatch(first)
    if whole or re.search(rf"\b{HEAD}\b", last) or not re.search(r"\w (?:and|&) \w", last):
        return pieces
    name = f"{first}, {last}"
    doubts.append(_("{name} is read as one name").format(name=name))
    return [name]


def names_person(text: str) -> bool:
    """Whether a part of a name in a list is of a person: Dir. John Smith, Ngozi Okafor."""
    behind = max((match.end() for match in BODY.finditer(text)), default=len(text))
    parts = [part.strip() for part in (*_PARTS.split(text), text[behind:])]
    return any(is_person(part) or _may_be_person(part) for part in parts)


def people_in(text: str) -> list[str]:
    """The names of people in a text that are known by their given names or as pinyin.

    Where there are none, whoever stands behind a word for what somebody is: Contact: Bob Jones.
    """
    found = [match[0] for match in _IN_TEXT.finditer(text) if not _PLACE.search(match[0])]
    return found or [match[0] for match in _CALLED.finditer(text) if _may_be_person(match["name"])]


def beside(head: str, text: str) -> list[str]:
    """Who may be named behind a label, or in a column, for somebody: Sponsor, Case Officer."""
    if not _OF_PERSON.fullmatch(head.strip()):
        return []
    parts = [part.strip() for part in re.split(r"[,;/\n(]| and | & ", text.strip(" ."))]
    # Md. Rahman
    return [
        part for part in parts if is_person(part) or _may_be_person(re.sub(r"\.(?= )", "", part))
    ]


def _may_be_person(name: str) -> bool:
    """Whether a part of a list is words that no name of a body or a firm has: Ngozi Okafor."""
    is_body_like = BODY.search(name) or _FIELD.search(name)
    return _WORDS.fullmatch(name) is not None and not is_body_like and not name.isupper()


def is_person(name: str) -> bool:
    """Whether a text is the name of a person, and nothing else; Victoria Park is none."""
    return _PERSON.fullmatch(name) is not None and not _PLACE.search(name)
