#!/usr/bin/env python3
"""Writes seeds for the fuzzer from the project's own samples into tests/fuzz/corpus/."""
import pathlib
import shutil
import subprocess
import tempfile
import zipfile

here = pathlib.Path(__file__).resolve().parent
samples = here.parent.parent / "corpus" / "samples"


def put(target: str, name: str, data: bytes) -> None:
    folder = here / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SMALL = [
    "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>存在的问题</w:t></w:r></w:p><w:p><w:r><w:t>发展党员XX名，走访</w:t><w:tab/><w:t xml:space=\"preserve\"> 坚决“四个自信”。</w:t></w:r></w:p>",
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲XX</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:ins><w:r><w:t>乙XX</w:t></w:r></w:ins><w:del><w:r><w:delText>丙</w:delText></w:r></w:del></w:p>",
    "<w:p><w:commentRangeStart w:id=\"1\"/><w:r><w:t>党&amp;员XX</w:t></w:r><w:commentRangeEnd w:id=\"1\"/><w:r><w:commentReference w:id=\"1\"/></w:r></w:p>",
    "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前XX</w:t></w:r></w:p><w:p><w:sdt><w:sdtContent><w:r><w:t>后XX</w:t></w:r></w:sdtContent></w:sdt></w:p>",
    "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>XX</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
]
for count, body in enumerate(SMALL):
    xml = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode()
    for target in ("docx", "splice"):
        put(target, f"small{count}", bytes([0]) + xml)
comments = f'<w:comments xmlns:w="{W}"><w:comment w:id="3" w:author="述职检查"><w:p/></w:comment></w:comments>'
put("splice", "comments", bytes([4]) + comments.encode())

PARTS = ["document", "numbering", "styles", "footnotes", "comments"]
for count, path in enumerate(sorted(samples.iterdir())):
    if path.suffix == ".docx":
        put("any", f"word{count}", path.read_bytes())
        with zipfile.ZipFile(path) as package:
            for which, part in enumerate(PARTS):
                name = f"word/{part}.xml"
                if name in package.namelist():
                    # Whole reports are too long to mutate well: their beginnings are seeds as well.
                    xml = package.read(name)
                    for length in (2000, len(xml)):
                        for target in ("docx", "splice"):
                            put(target, f"{part}{count}-{length}", bytes([which]) + xml[:length])
    elif path.suffix == ".md":
        text = path.read_text(encoding="utf-8")[:3000]
        for encoding in ("utf-8", "gb18030", "utf-16", "big5"):
            put("any", f"text{count}-{encoding}", text.encode(encoding, errors="ignore"))

OFD = (
    "<ofd:Page xmlns:ofd='http://www.ofdspec.org/2016'><ofd:Content><ofd:Layer ID='2'><ofd:TextObject ID='3' Boundary='28 40 150 6' Size='5.6' Font='1'>"
    "<ofd:TextCode X='0' Y='5' DeltaX='g 5 5.6'>存在的问题</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>"
)
put("packages", "ofd", bytes([2]) + OFD.encode())
put("rtf", "hand", rb"\ansi\ansicpg936{\fonttbl{\f0\fcharset134 ;}}\f0 \'b4\'e6\'d4\'da\u30340 ?\'ce\'ca\'cc\'e2\par{\listtext 1.\tab}\trowd\cell\row}")

if shutil.which("soffice"):
    with tempfile.TemporaryDirectory() as folder:
        sources = [str(path) for path in sorted(samples.glob("*.docx"))[:4]]
        for kind in ("doc", "rtf", "odt", "pdf"):
            command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
            subprocess.run([*command, "--convert-to", kind, "--outdir", folder, *sources], check=True)
        for count, path in enumerate(sorted(pathlib.Path(folder).glob("*.doc"))):
            put("doc", f"sample{count}", path.read_bytes())
        for count, path in enumerate(sorted(pathlib.Path(folder).glob("*.rtf"))):
            put("rtf", f"sample{count}", path.read_bytes()[6:])
        for count, path in enumerate(sorted(pathlib.Path(folder).glob("*.pdf"))):
            put("pdf", f"sample{count}", path.read_bytes()[9:])
        for count, path in enumerate(sorted(pathlib.Path(folder).glob("*.odt"))):
            with zipfile.ZipFile(path) as package:
                put("packages", f"content{count}", bytes([0]) + package.read("content.xml"))
                put("packages", f"styles{count}", bytes([1]) + package.read("styles.xml"))
