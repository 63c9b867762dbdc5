//! The most frequent Han characters, to tell text from what only decodes without error.

/// About 420 characters that make up four fifths of a report in simplified script.
const SIMPLIFIED: &str = "一是人了不在有大中国和为这上他个地年来我会以到时要出的生学说道民家子也成行下们于后就发自之对得主长可过天作分方用多你着部能市等业全里工公经本都而高政法面门动日进区事代那去心小同北定开产前其军还然起种所如现理机体表力好外与文当两实重新三么只山水关明从化平建又制南内西没此将员名手最东头者月间无安看见各城十相但已些正口通想度加第她合院物性战由位常点海意场武使次二向治因立数样身情入原问把路被并利石老教万知级量任江及应省资委务元美特期世湖回系比气汉总展电科金先声提品设或义王社很统处四首共马形己儿司太目基领队直计别女权话少流命至报米给打变果书清活几州华解议更称程今决张导术府才保交放管结师便走达族反再题色五京河接条规式县白它改风光运信受什组听布百济党指论强做取技黄神支记每职村办件讲底述课织习评划抓谈户班责项查整半请带收镇告研干群校季联单室补排完况专育岗众服账案集局按签退写备层究批照费周逐住审黄持推培青网修识线调选示初列字份包算格节核承养";

/// Their traditional forms, where they differ.
const TRADITIONAL: &str = "國為這個來會時學說們於後發對長過業裏裡經門動進區開產軍還種現機體與當兩實麼關從沒將員東頭間無見點場數樣問並萬級應資務系氣漢總電聲設義統處馬兒領隊計權話報給變書華議稱張導術結師達題條規縣風運組聽濟黨論黃記職辦講課織習評劃談戶責項鎮幹聯單補專眾賬備層費審網識線調選節養須據確幾質樹勞團認證讓歲學難號環續勢態處繼優";

/// The characters in order, for searching.
pub(super) fn frequent() -> Vec<char> {
    let mut characters: Vec<char> = SIMPLIFIED.chars().chain(TRADITIONAL.chars()).collect();
    characters.sort_unstable();
    characters.dedup();
    characters
}
