"""Chinese text is found by its pinyin."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ecotui.text import pinyin
from ecotui.text.folding import fold, is_latin


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("重庆市财政局", "chong qing shi cai zheng ju"),
        ("重点生态功能区", "zhong dian sheng tai gong neng qu"),
        ("省发展改革委", "sheng fa zhan gai ge wei"),
        ("省经济和信息化委", "sheng jing ji he xin xi hua wei"),
        ("省质监局", "sheng zhi jian ju"),
        ("林业厅", "lin ye ting"),
        ("会计处", "kuai ji chu"),
        ("中国人民银行", "zhong guo ren min yin hang"),
        ("长江水利委员会", "chang jiang shui li wei yuan hui"),
        ("省长", "sheng zhang"),
        ("西藏自治区", "xi zang zi zhi qu"),
        ("都江堰", "du jiang yan"),
        ("绿色", "lv se"),
        ("ppp办", "p p p ban"),
        ("", ""),
    ],
)
def test_names_are_read_as_words(name: str, spelled: str) -> None:
    assert " ".join(pinyin.spell(name)) == spelled


@given(st.text("重庆行长藏会计银江省a1, 委厅𠮷", max_size=12))
def test_a_name_has_one_syllable_for_each_character(name: str) -> None:
    syllables = pinyin.spell(name)
    assert len(syllables) == len(name)
    assert all(syllables)


WORDS = (
    "调整:tiaozheng 调研:diaoyan 强调:qiangdiao 增长:zengzhang 长期:changqi 行业:hangye"
    " 执行:zhixing 银行:yinhang 会计:kuaiji 会议:huiyi 重复:chongfu 重点:zhongdian 供给:gongji"
    " 给予:jiyu 送给:songgei 效率:xiaolv 效率:xiaolu 率先:shuaixian 畜牧:xumu 牲畜:shengchu"
    " 着力:zhuoli 着火:zhaohuo 曾经:cengjing 战略:zhanlue 战略:zhanlve 侵略:qinlue 疟疾:nueji"
    " 疟疾:nveji 绿色:lvse 绿色:luse 妇女:funv 妇女:funu 旅游:lvyou 旅游:luyou 吕梁:lvliang"
    " 传统:chuantong 自传:zizhuan 规划:guihua 音乐:yinyue 快乐:kuaile 乐亭:laoting 首都:shoudu"
    " 都是:doushi 目的:mudi 好的:haode 了解:liaojie 参加:canjia 人参:renshen 参差:cenci"
    " 单位:danwei 单县:shanxian 反省:fanxing 省份:shengfen 差别:chabie 出差:chuchai"
    " 投降:touxiang 降低:jiangdi 朝阳:zhaoyang 西藏:xizang 收藏:shoucang 规模:guimo"
    " 模样:muyang 倔强:juejiang 加强:jiaqiang 系统:xitong 联系:lianxi 薄弱:boruo 湖泊:hupo"
    " 停泊:tingbo 黄埔:huangpu 大埔:dabu 尉犁:yuli 厦门:xiamen 大厦:dasha 亳州:bozhou"
    " 蚌埠:bengbu 六安:luan 番禺:panyu 台州:taizhou 宿舍:sushe 宿州:suzhou 提供:tigong"
    " 提防:difang 处理:chuli 处所:chusuo 量化:lianghua 数据:shuju 大夫:daifu 车站:chezhan"
    " 称职:chenzhi 称号:chenghao 便宜:pianyi 便利:bianli 洪洞:hongtong 东莞:dongguan"
    " 漯河:luohe 荥经:yingjing 河涌:hechong 解决:jiejue 调解:tiaojie 校对:jiaodui 学校:xuexiao"
    " 角色:juese 角度:jiaodu 觉得:juede 睡觉:shuijiao 还有:haiyou 归还:guihuan 奇数:jishu"
    " 石油:shiyou 落实:luoshi 落枕:laozhen 露头:loutou 没收:moshou 没有:meiyou 血液:xueye"
    " 削减:xuejian 纤维:xianwei 纤夫:qianfu 粘贴:zhantie 扎实:zhashi 驻扎:zhuzha 包扎:baoza"
    " 择菜:zhaicai 选择:xuanze 去除:quchu 去除:qvchu 研究:yanjiu 居民:jvmin 需求:xvqiu"
    " 月度:yvedu"
)


@pytest.mark.parametrize("pair", WORDS.split())
def test_wording_is_found_by_each_reading_in_everyday_use(pair: str) -> None:
    word, letters = pair.split(":")
    assert pinyin.finder(letters)(f"加快{word}工作")
    assert set(pinyin.spans(f"甲{word}丁", letters)) == {(1, 1 + len(word))}
    assert pinyin.finder(letters[:-1])(word)


@pytest.mark.parametrize("pair", ["调整:tz", "增长:zz", "战略:zl", "银行:yh", "会计:kj", "供给:gj"])
def test_wording_is_found_by_the_initials_of_each_reading(pair: str) -> None:
    word, letters = pair.split(":")
    assert pinyin.spans(f"加快{word}工作", letters) == [(2, 4)]


@pytest.mark.parametrize(
    ("word", "letters"),
    [("台", "yi"), ("有", "wei"), ("不", "fou"), ("大", "tai"), ("其", "ji"), ("区", "lv")],
)
def test_readings_of_old_books_find_nothing(word: str, letters: str) -> None:
    assert not pinyin.finder(letters)(word)


@pytest.mark.parametrize(
    ("letters", "spelled"),
    [("lü", "lv"), ("nüe", "nve"), ("qv", "qu"), ("yve", "yue"), ("lu", "lu"), ("jvlv", "julv")],
)
def test_letters_for_the_umlaut_are_one(letters: str, spelled: str) -> None:
    assert pinyin.typed(letters) == spelled


@pytest.mark.parametrize(
    "letters", ["lü", "lv", "lu", "lüse", "lvse", "luse", "ls", "lv'se", "l's"]
)
def test_the_umlaut_may_be_typed_in_three_ways(letters: str) -> None:
    assert is_latin(letters)
    assert pinyin.finder(letters)("绿色")
    assert pinyin.is_in_name("绿色办", letters)
    assert pinyin.begins("绿色办", letters)


def test_u_without_dots_is_not_typed_as_v() -> None:
    assert not pinyin.finder("lvye")("陆业")
    assert pinyin.finder("luye")("陆业")


@pytest.mark.parametrize(
    ("name", "found", "not_found"),
    [
        ("重庆银行", ("chongqing", "cqyh", "yinhang"), ("zhongqing", "yinxing", "yx")),
        ("会计处", ("kuaiji", "kjc"), ("huiji", "hjc")),
        # 长 stands in no known word.
        ("长湘局", ("zhangxiang", "changxiang", "cxj", "zxj"), ("jxj",)),
    ],
)
def test_names_keep_their_words(
    name: str, found: tuple[str, ...], not_found: tuple[str, ...]
) -> None:
    assert [pinyin.is_in_name(name, letters) for letters in found] == [True] * len(found)
    assert not any(pinyin.is_in_name(name, letters) for letters in not_found)


def test_a_word_has_no_reading_that_its_characters_have_not() -> None:
    # Names are sought by the readings of characters first.
    for word, readings in pinyin._words().items():
        for character, reading in zip(word, readings, strict=True):
            assert reading in pinyin._readings()[character], word


@pytest.mark.parametrize(
    ("text", "letters", "found"),
    [
        ("健全生态补偿机制", "stbc", {"生态补偿"}),
        ("健全生态补偿机制", "shengtai", {"生态"}),
        ("健全生态补偿机制", "shengtaib", {"生态补"}),
        ("林业和林地", "lin", {"林"}),
        ("林业和林地", "linye", {"林业"}),
        ("林业和林地", "linyeti", set()),
        ("西安县", "xian", {"西安", "县"}),
        ("朱昂装", "zhuang", {"朱昂", "装"}),
        ("财政厅", "eng", set()),
        ("财政厅", "stbc", set()),
        ("里n叶", "linye", {"里n叶"}),
        ("令叶", "linye", set()),
        ("abc", "bc", {"bc"}),
        ("gdp增长", "gdpzz", {"gdp增长"}),
        ("gdp增长", "gdpzengzhang", {"gdp增长"}),
        ("调调调整", "diaotiaozheng", {"调调整"}),
        ("调调调整", "dttz", {"调调调整"}),
    ],
)
def test_places_of_a_match(text: str, letters: str, found: set[str]) -> None:
    assert {text[start:end] for start, end in pinyin.spans(text, letters)} == found
    assert pinyin.finder(letters)(text) == bool(found)


def every_spelling(text: str) -> set[str]:
    """Every way to spell a short text, syllable by syllable and by its initials."""
    readings = [pinyin._readings()[character] for character in text]
    syllables = {"".join(way) for way in product(*readings)}
    return syllables | {"".join(s[0] for s in way) for way in product(*readings)}


@given(
    st.text("生态西安调长行的率绿叶囊x,linye", max_size=5),
    st.sampled_from(
        ["st", "xian", "tiaoxing", "zx", "lin", "ling", "l", "nang", "changl", "lu", "a"]
    )
    | st.text("linyexan", min_size=1, max_size=4)
    | st.lists(st.sampled_from(["xi", "an", "chang", "lv", "de"]), min_size=2, max_size=3).map(
        "".join
    ),
)
@example("调长", "diaozhang")
@example("林业" * 30, "linye" * 10)
@example("林业" * 30, "ly" * 30)
@example("林业" * 30, "x" * 9999)
def test_letters_find_what_can_be_spelled_so(text: str, letters: str) -> None:
    folded = fold(text)
    if len(folded) > 5:
        expected = letters[0] == "l"
    else:
        pieces = [folded[start:] for start in range(len(folded))]
        expected = any(
            spelling.startswith(letters) for piece in pieces for spelling in every_spelling(piece)
        )
    assert pinyin.finder(letters)(folded) == bool(pinyin.spans(folded, letters)) == expected


@given(st.text("重庆行长藏会计银江省a1, 委厅𠮷", max_size=8))
def test_a_name_is_found_by_what_it_is_read_as(name: str) -> None:
    syllables = pinyin.spell(name)
    spelled, first = "".join(syllables), "".join(syllable[0] for syllable in syllables)
    for letters in (spelled, first):
        if is_latin(letters):
            assert pinyin.is_in_name(name, letters)
            assert pinyin.begins(name, letters)
            assert pinyin.finder(letters)(name)


def test_a_pattern_is_not_made_of_a_whole_book(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    compiled = re.compile

    def counting(pattern: str) -> re.Pattern[str]:
        made.append(pattern)
        return compiled(pattern)

    monkeypatch.setattr(pinyin.re, "compile", counting)
    for letters in ("x" * 9999, "wa" * 5000, "lin" * 3333):
        assert not pinyin.finder(letters)("生态保护")
    assert sum(map(len, made)) < 300_000


@pytest.mark.parametrize("letters", ["chang" * 12, "zhang" * 12 + "q", "zhangchang" * 6, "c" * 36])
def test_the_steps_grow_with_the_text_not_with_its_readings(letters: str) -> None:
    asked: list[str] = []

    class Counting(str):
        def startswith(self, *args: object) -> bool:
            asked.append(str(args[0]))
            return super().startswith(*args)  # type: ignore[arg-type]  # as it was called

    steps = []
    for length in (50, 100):
        asked.clear()
        readings = [pinyin._readings()["长"]] * length
        assert any(pinyin._walk(readings, Counting(letters + "x"))) is False
        steps.append(len(asked))
    # From each of the characters on no more places can be open than there are letters.
    assert steps[1] <= 2.2 * steps[0]


def test_more_letters_than_anybody_types_are_no_pinyin() -> None:
    text = "林" * 300
    assert pinyin.finder("l" * 250)(text)
    assert not pinyin.finder("l" * 251)(text)
