"""The alphabetical order of names of States in each of the six languages.

English, French and Spanish leave accents aside, but for the Spanish ñ, which follows n. Russian puts ё with е. Arabic
leaves the article aside, and the forms of alif and of ya are one letter each. Chinese goes by the sound of each
character (pinyin, then tone), as `_READINGS` has it for those in the names of the 193 Member States; others follow.
"""

import re
import unicodedata
from collections.abc import Mapping

Key = tuple[tuple[str, ...], str]
"""What names are compared by, then the name itself, so that the order is total."""

_ENYE = "n\N{COMBINING TILDE}"
_LAST = "\N{DELETE}"  # after every letter of ASCII
_ARTICLE = re.compile(r"(?<!\w)ال(?=\w)")
_LETTERS = str.maketrans({"ى": "ي", "ة": "ه"})  # the other alifs lose their marks


def sort_key(name: str, language: str) -> Key:
    """What `name` is sorted by among names in `language`."""
    match language:
        case "zh":
            return tuple(_READING.get(character, _LAST + character) for character in name), name
        case "ar":
            return (_bare(_ARTICLE.sub("", name)).translate(_LETTERS),), name
        case "ru":
            return (name.casefold().replace("ё", "е"),), name
        case "es":
            kept = unicodedata.normalize("NFD", name.casefold()).replace(_ENYE, f"n{_LAST}")
            return (_bare(kept),), name
    return (_bare(name.casefold()),), name


def _bare(text: str) -> str:
    """Without accents and other marks."""
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


_READINGS = """
    a1阿 ai1埃 ai4爱 an1安 ang2昂 ao4奥澳 ba1巴 bai2白 bai4拜 ban1班 bang1邦 bao3保堡 bei3北 bei4贝
    ben3本 bi3比 bi4秘 bie2别 bin1宾 bing1冰 bo1波玻 bo2伯博泊 bu4不布 chao2朝 chi4赤 ci2茨 da2达 da4大
    dai4代 dan1丹 dan4旦 dao3岛 dao4道 de2得德 deng1登 di2迪 di4地帝 dian1甸颠 dian3典 ding1丁 dong1东
    du1都 du4度 dun1敦 dun4顿 duo1多 e2俄 e4厄 er3尔耳 fa2伐 fa3法 fei1菲非 fei3斐 fen1芬 fo2佛 fu1夫
    fu4富 gan4干 gang1冈刚 ge1哥 ge2格 gen1根 gong4共 gu3古 gua1瓜 gui1圭 guo2国 guo3果 ha1哈 hai3海
    han2韩 han4汗 he2合和荷 hei1黑 hong2洪 ji1基 ji2及吉 ji3几 ji4济 jia1加 jian1坚 jian3柬 jiang1疆
    jiao3角 jie2捷 jin1津 ka1喀 ka3卡 ke1科 ke4克 ken3肯 ku4库 la1拉 la4腊 lai2来莱 lan2兰 lang3朗
    lao2劳 lao3老 li2黎 li3里 li4利力立 lian2联 lie4列 lin2林 long2隆 lu2卢 lu3鲁 lu4路 lun2伦 luo2罗
    luo4洛 lv4律 ma3马 mai3买 mai4麦 man4曼 mao2毛 mei3美 men2门 meng3蒙 meng4孟 mi3米 mi4密 mian3缅
    min2民 mo2摩 mo4墨莫 na2拿 na4纳那 nan2南 nao3瑙 nei4内 nen4嫩 ni2尼 ning2宁 nu3努 nuo2挪 nuo4诺
    pa4帕 peng2蓬 po1坡 pu2葡 pu3埔普浦 qi2其 qiu2求酋 qun2群 ren2人 ri4日 rui4瑞 sa4萨 sai4塞 sang1桑
    se4色 sen1森 sha1沙 shan1山 shao4绍 she2舌 sheng4圣 shi2时 shi4士 si1斯 su1苏 suo3所索 ta1他
    ta3塔 tai4泰 tan3坦 tang1汤 tao2萄陶 te4特 ti2提 ting2廷 tu1突 tu2图 tu3土 tuo1托脱 wa3瓦 wan3宛
    wang2王 wang4旺 wei1危威 wei2维韦 wei3委 wen2文 wen4汶 wo1挝 wu1乌 xi1希西 xian1鲜 xin1新 xiong1匈
    xu4叙 ya2牙 ya4亚 ye3也 yi1伊 yi3以 yi4义意 yin4印 yue1约 yue4越 zan4赞 zha4乍 zhai4寨 zhang3长
    zhi1支 zhi4智 zhong1中 zhong4众 zhu3主 zi1兹 zu2族
"""
_READING: Mapping[str, str] = {
    character: reading
    for reading, characters in re.findall(r"([a-z]+\d)(\S+)", _READINGS)
    for character in characters
}
