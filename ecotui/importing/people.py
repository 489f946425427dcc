"""What names of people look like in Chinese, and which words begin as they do."""

from __future__ import annotations

import re

from ecotui.importing import brackets, english
from ecotui.text.folding import HAN
from ecotui.text.segmentation import words

#: The commonest surnames.
SURNAMES = (
    "李王张刘陈杨赵周吴徐孙朱胡郭何罗梁谢宋许邓冯韩曹曾彭蔡潘袁董余叶吕魏蒋杜沈姜范"
    "钱郑傅萧贾薛阎戴汪姚谭廖邹熊陆郝崔邱秦侯邵孟段汤尹黎贺赖龚黄"
)
#: What begins with one, is no other word, and ends as no body does.
COMMON = re.compile(
    "(?!周[期边末日转一二三四五六]|许[可多]|余[下额款]|何时|张贴|谢绝|陈列)"
    rf"[{SURNAMES}][{HAN}]{{1,2}}(?<![局厅委办部院会社所站队公司中心市县区州镇乡村山])"
)
#: Surnames that begin many other words, too: 林志强, but not 林业.
RARER = (
    "林马高于江方石金夏钟任丘卢田庄常武康温文易乔白万牛葛米严齐史孔邢毛洪季苏骆申尤阮柯翟安樊兰殷"
    "施陶翁华凌霍章鲁毕盛祝龙包左甘焦柳熊辛"
    "覃韦蓝莫岑邝卓詹滕饶佘耿裴晏缪缑臧祁冉荆甄戚闫褚鞠牟敖谌尉隋靳倪匡卞仝佟昝闵栾邬娄禹阚芮邸庞嵇聂"
)
#: Surnames of two characters.
DOUBLE = "(?:欧阳|司马|上官|诸葛|慕容|令狐)"
_RARER = re.compile(
    rf"(?:[{RARER}][{HAN}]{{1,2}}(?<![制表单类])|{DOUBLE}[{HAN}]{{1,2}})"
    "(?<![局厅委办部院会社所站队公司中心市县区州镇乡村山河湖路江桥线])"
)


#: Parts of Tibetan, Yi, Uyghur and Mongolian names, as Chinese papers write them.
_PARTS = (
    "扎西|次仁|泽仁|卓玛|顿珠|多吉|尼玛|洛桑|丹增|旦增|格桑|旺堆|央金|拉姆|索朗|索南|平措|白玛|仁增|仁青|德吉|巴桑"
    "|普布|边巴|强巴|贡嘎|贡布|嘉措|加措|曲珍|措姆|旺姆|群培|罗布|降央|降初|泽郎|班玛|才让|才旦|桑吉|俄色|阿旺|土登"
    "|昂旺|益西|拥忠|斯郎|阿呷|曲比|吉克|沙马|尔古|木乃|吉木|俄木|日哈|拉体|尔呷|曲木|木呷|依布|伍呷"
    "|买买提|麦麦提|阿不都|阿卜杜|古丽|吐尔逊|艾买提|依明|库尔班|热合曼|艾合买提|巴特尔|其其格|格日勒|宝音|斯琴|巴雅尔"
)
_OF_PARTS = re.compile(
    rf"(?:(?:{_PARTS}){{1,3}}[{HAN}]{{0,2}}|[{HAN}]{{1,2}}(?:{_PARTS}){{1,2}})"
    "(?<![局厅委办部院会社所站队公司中心市县区州镇乡村山河湖路江桥线])"
)


def is_person(name: str) -> bool:
    """Whether a name is that of a person, perhaps with what to call them by: 张三, 李四（局长）."""
    bare = re.sub(r"[\d\s-]+\Z", "", brackets.without(name))
    return not bare or looks_like_one(bare) or english.is_person(bare)


def looks_like_one(text: str, *, shortest: int = 3) -> bool:
    """Whether a text is a name of a person, and no word that begins as one.

    Args:
        text: The text.
        shortest: How many characters a name with a rarer surname has; 高明 may be a name, and 高速.
    """
    if COMMON.fullmatch(text) or (len(text) > 2 and _OF_PARTS.fullmatch(text)):
        return True
    is_word = len(words(text)) == 1 and words(text)[0][1]
    return len(text) >= shortest and _RARER.fullmatch(text) is not None and not is_word
