"""Audits a folder of reports on Dask, part by part, and gives what one run of `shuzhi audit` gives.

See README.md beside this file for the steps and the rules of the join.
"""

import argparse
import difflib
import itertools
import json
import os
import subprocess
import sys
import tempfile

import dask
import dask.bag

ENDINGS = tuple(".docx .docm .dotx .dotm .doc .wps .wpt .rtf .odt .fodt .ofd .md .txt .pdf .zip".split())
ALL_PAIRS = 24  # a group up to this size is taken pair by pair
BINS, CHANCE = 128, 0.12  # bins of a signature, and the least share of equal ones


def files_of(folder):
    """The reports in a folder in the order of an audit: by name, folder by folder."""
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "__MACOSX"]
        names = [name for name in names if not name.startswith((".", "~$")) and name.lower().endswith(ENDINGS)]
        found += [os.path.join(root, name) for name in names]
    return sorted(found, key=lambda path: path.split(os.sep))


def shuzhi(command, lines):
    """Runs the program on some lines of input and gives its lines of output. Exit code 1 means findings; 2 means that a
    file could not be read, which has a line of its own, or else that the program could not do its work."""
    text = "".join(line + "\n" for line in lines)
    done = subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    output = done.stdout.decode().splitlines()
    told = done.returncode == 2 and any("error" in json.loads(line) for line in output)
    if text and done.returncode not in (0, 1) and not told:
        raise RuntimeError(done.stderr.decode())
    return output


def run(command, parts):
    """The program on every part, as one bag of lines."""
    delayed = [dask.delayed(shuzhi)(command, part) for part in parts]
    return dask.bag.from_delayed(delayed)


def split(items, count):
    size = max(1, -(-len(items) // count))
    return [items[at : at + size] for at in range(0, len(items), size)] or [[]]


def link(group):
    """The pairs of a group of reports: all of a small one; of a large one each with the first and the one before it."""
    group = sorted(group)
    if len(group) <= ALL_PAIRS:
        return list(itertools.combinations(group, 2))
    first = [(group[0], other) for other in group[1:]]
    return first + list(zip(group[1:], group[2:]))


def alike(one, other):
    """Share of equal bins of two signatures, four hex digits a bin."""
    bins = range(0, 4 * BINS, 4)
    return sum(one[at : at + 4] == other[at : at + 4] for at in bins) / BINS


def groups(sketches, key):
    """Numbers of the reports that share a band or a sample, by it."""
    posted = sketches.map(lambda item: [(value, item[0]) for value in item[1][key]]).flatten()
    return posted.groupby(lambda posting: posting[0]).map(lambda group: (group[0], [number for _, number in group[1]]))


def join(reports, parts):
    """Pairs worth a look and samples that are boilerplate, by the rules of README.md."""
    count = len(reports)
    most = max(count // 20, min(count * 3 // 4, 50), 12)
    needed = 1 + (count > 300) + (count > 20_000)
    sketches = dask.bag.from_sequence(enumerate(report["sketch"] for report in reports), npartitions=parts)
    by_sample = groups(sketches, "samples")
    by_band = groups(sketches, "bands")
    boilerplate, shared, same_band = dask.compute(
        by_sample.filter(lambda group: len(group[1]) > most).pluck(0),
        by_sample.filter(lambda group: len(group[1]) <= most).pluck(1).map(link).flatten().frequencies(),
        by_band.pluck(1).map(link).flatten().distinct(),
    )
    shared = dict(shared)
    pairs = {pair for pair, samples in shared.items() if samples >= needed}
    for a, b in same_band:
        signatures = [reports[number]["sketch"]["signature"] for number in (a, b)]
        if (a, b) in shared or alike(*signatures) >= CHANCE:
            pairs.add((a, b))
    return sorted(pairs), sorted(boilerplate)


def own(report):
    """Whose a report is by the roster."""
    said = report.get("submission") or {}
    return {"units": [said["unit"]], "names": [said["name"]]} if said.get("line") else {}


def to_compare(reports, pairs):
    for a, b in pairs:
        a, b = reports[a], reports[b]
        yield json.dumps({"a": a["path"], "b": b["path"], "own_a": own(a), "own_b": own(b)}, ensure_ascii=False)


def audit(arguments, options, shared):
    """The lines of an audit in parts: reports and errors, pairs, what pairs mean for reports."""
    listed = split(files_of(arguments.folder), arguments.parts)
    command = [arguments.shuzhi, "audit", "--files-from", "-", "--format", "jsonl", "--jobs", "1", *options]

    lines = [json.loads(line) for line in run(command + ["--sketch"], listed).compute()]
    lines = [line for line in lines if "person" not in line]  # who is missing is only known to the whole
    reports = [line for line in lines if "sketch" in line]

    pairs, boilerplate = join(reports, arguments.parts)
    print(f"{len(pairs)} pairs to compare, {len(boilerplate)} samples of boilerplate", file=sys.stderr)
    for report in reports:
        del report["sketch"]
    common = os.path.join(shared, "boilerplate.txt")
    with open(common, "w", encoding="utf-8") as file:
        file.writelines(f"{sample}\n" for sample in boilerplate)
    compare = [arguments.shuzhi, "compare", "--pairs-from", "-", "--boilerplate", common]
    asked = split(list(to_compare(reports, pairs)), arguments.parts)
    found = [line for line in run(compare, asked).compute() if json.loads(line).get("pair")]

    # A second look at the reports of the pairs, which the cache knows: what being copied means for each of them.
    pairs_file = os.path.join(shared, "pairs.jsonl")
    with open(pairs_file, "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in found)
    found = [json.loads(line) for line in found]
    copied = {pair[side] for pair in found for side in "ab"}
    copied = [report["path"] for report in reports if report["path"] in copied]
    again = run(command + ["--compared", pairs_file], split(copied, arguments.parts)).compute() if copied else []
    amended = [line for line in map(json.loads, again) if "amended" in line]
    return lines + found + amended


KINDS = ("rubric", "error", "pair", "amended")  # what tells a line of a report, an unreadable file …


def differences(ours, theirs):
    """What one run says and the parts do not, and the other way round. Who is missing is only known to the whole."""

    def told(lines):
        return [json.dumps(line, ensure_ascii=False, sort_keys=True) for kind in KINDS for line in lines if kind in line]

    diff = difflib.unified_diff(told(theirs), told(ours), "one run", "parts", n=0, lineterm="")
    return [line[:400] for line in diff]


def main():
    further = "Further options go to `shuzhi audit`: --profile, --roster, --deadline …"
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], epilog=further, allow_abbrev=False)
    parser.add_argument("folder")
    parser.add_argument("-o", "--output", required=True, help="where the lines go (JSON lines)")
    parser.add_argument("--against", help="lines of one run over the whole folder, to be compared with")
    parser.add_argument("--parts", type=int, default=8)
    parser.add_argument("--shuzhi", default="shuzhi", help="the program, on every machine")
    parser.add_argument("--shared", help="a folder that all machines see, for two lists; here a temporary one will do")
    parser.add_argument("--scheduler", help="address of a Dask cluster; without it, processes on this machine")
    arguments, options = parser.parse_known_args()
    if arguments.scheduler:
        from dask.distributed import Client

        Client(arguments.scheduler)  # stays the one that computes
    else:
        dask.config.set(scheduler="processes")
    with tempfile.TemporaryDirectory(dir=arguments.shared) as shared:
        lines = audit(arguments, options, shared)
    with open(arguments.output, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    counts = {kind: sum(kind in line for line in lines) for kind in KINDS}
    print("{rubric} reports, {error} unreadable files, {pair} pairs, {amended} reports amended".format(**counts))
    if arguments.against:
        with open(arguments.against, encoding="utf-8") as file:
            said = differences(lines, [json.loads(line) for line in file])
        print("\n".join(said) if said else f"the same as {arguments.against}")
        return 1 if said else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
