#!/usr/bin/env python3
"""Measures infini-gram's engine over a corpus, for comparison with `./datanet bench attribution`.

Needs Python >= 3.11 with `pip install infini-gram numpy`. Writes the measures as JSON: a list of {metric, value, unit,
n, threads, machine, commit}, the metrics' names as in Datanet's own list.

  peer_infinigram.py --corpus FILE.tsv --work FOLDER [--tokens words|pieces] [--out FILE.json]

Tokens have ids of 16 bits (the engine's builder for 32 bits asks for 34 GB whatever the corpus): the bytes, then the
65,000 most frequent strings; a rarer string is cut greedily into frequent ones and bytes. With `words` the strings are
runs of letters and digits, case folded, nearly the unit that Datanet indexes; with `pieces` they are words and signs
with the blank before them, at about the length of a language model's tokens.

Queries. A hit is n tokens in a row from a random place of a document. A miss is n tokens, each from another random
place, that do not occur in a row; a single token that misses is an id no document has. An answer of 500 tokens takes
turns between 5 to 30 tokens in a row from a random place and 5 to 30 tokens each from another place. Every list runs
five times; a query's time is its best, percentiles are over the queries; cpu is the mean of all threads together. The
index is built by infini-gram's own program on one processor; queries use its public calls, with prefetching off, which
is its fastest setting for an index in memory.
"""

import argparse
import array
import collections
import importlib.metadata
import json
import os
import pathlib
import platform
import random
import re
import resource
import subprocess
import sys
import time

PASSES = 5
ANSWER_TOKENS = 500
MIN_SPAN = 4
MAX_DOCUMENTS = 32
WORD = re.compile(r"\w+")
PIECE = re.compile(r" ?[^\W\d_]+| ?\d+| ?[^\s\w]+|\s+|_+")
FREQUENT = 65_000
LONGEST = 24


class Tokens:
    """The bytes, then the most frequent pieces; every other piece is cut at the longest one it begins with."""

    dtype, code, end, size = "u16", "H", b"\xff\xff", 65_535
    patterns = {"words": WORD, "pieces": PIECE}

    def __init__(self, name, texts):
        self.name, self.pattern = name, self.patterns[name]
        counts = collections.Counter()
        for text in texts():
            counts.update(self.cut(text))
        self.known = {piece: [256 + i] for i, (piece, _) in enumerate(counts.most_common(FREQUENT))}

    def cut(self, text):
        return self.pattern.findall(text.casefold() if self.name == "words" else text)

    def encode(self, text):
        ids = []
        for piece in self.cut(text):
            if piece not in self.known:
                self.known[piece] = self.spell(piece)
            ids += self.known[piece]
        return ids

    def spell(self, piece):
        ids, at = [], 0
        while at < len(piece):
            for length in range(min(LONGEST, len(piece) - at), 0, -1):
                found = self.known.get(piece[at : at + length], ())
                if len(found) == 1 or length == 1:
                    ids += found or piece[at].encode()
                    at += length
                    break
        return ids


class Corpus:
    """A corpus as `debian-docs` writes it."""

    def __init__(self, tsv):
        self.bin = tsv.with_suffix(".bin").read_bytes()
        rows = (line.split("\t") for line in tsv.read_text().splitlines())
        self.rows = [(int(offset), int(length), contributor) for offset, length, contributor in rows]

    def texts(self):
        for offset, length, _ in self.rows:
            yield self.bin[offset : offset + length].decode()


def write_tokens(corpus, tokens, folder):
    """The input files of infini-gram's index builder; returns all tokens and where each document begins."""
    folder.mkdir(parents=True, exist_ok=True)
    every, starts, counts = array.array(tokens.code), [], collections.Counter()
    data = open(folder / "tokenized.0", "wb")
    offsets, metadata_offsets = array.array("Q"), array.array("Q")
    metadata = bytearray()
    for (_, _, contributor), text in zip(corpus.rows, corpus.texts()):
        ids = array.array(tokens.code, tokens.encode(text))
        offsets.append(data.tell())
        metadata_offsets.append(len(metadata))
        metadata += json.dumps({"contributor": contributor}).encode() + b"\n"
        data.write(tokens.end + ids.tobytes())
        starts.append(len(every))
        every.extend(ids)
        counts.update(ids)
    data.close()
    counts[int.from_bytes(tokens.end, "little")] = len(starts)
    (folder / "offset.0").write_bytes(offsets.tobytes())
    (folder / "metaoff.0").write_bytes(metadata_offsets.tobytes())
    (folder / "metadata.0").write_bytes(metadata)
    (folder / "unigram.0").write_text("".join(f"{token} {count}\n" for token, count in sorted(counts.items())))
    return every, starts


def build(tokens, folder):
    """Runs infini-gram's builder behind its own tokenizer's step; returns its wall seconds and resource usage."""
    files = min(resource.getrlimit(resource.RLIMIT_NOFILE)[1], 1024)
    command = [sys.executable, "-m", "infini_gram.indexing", "--data_dir", folder, "--save_dir", folder]
    command += ["--token_dtype", tokens.dtype, "--cpus", "1", "--mem", "64", "--ulimit", str(files)]
    begin = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"infini-gram's builder ended with status {status}")
    return time.perf_counter() - begin, usage


def best(call, queries):
    """The best of five passes for every query, in sorted nanoseconds, and the mean cpu nanoseconds of a call."""
    times = [1 << 62] * len(queries)
    begin_cpu = time.process_time_ns()
    for _ in range(PASSES):
        for i, query in enumerate(queries):
            begin = time.perf_counter_ns()
            call(query)
            times[i] = min(times[i], time.perf_counter_ns() - begin)
    return sorted(times), (time.process_time_ns() - begin_cpu) / PASSES / len(queries)


def processor():
    with open("/proc/cpuinfo") as lines:
        models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else "unknown processor"


class Measures(list):
    def __init__(self):
        super().__init__()
        self.machine = f"{processor()}, Python {platform.python_version()}"
        self.commit = "infini-gram " + importlib.metadata.version("infini-gram")

    def put(self, metric, value, unit, n=1):
        row = dict(metric=metric, value=value, unit=unit, n=n, threads=1, machine=self.machine, commit=self.commit)
        self.append(row)
        print(f"{metric:40} {value:14,.4f} {unit:10} n={n}", flush=True)

    def percentiles(self, metric, measured, unit):
        times, cpu = measured
        scale = {"us": 1e3, "ms": 1e6}[unit]
        for p in (50, 99):
            value = times[min(len(times) - 1, len(times) * p // 100)] / scale
            self.put(f"{metric}_p{p}_{unit}", value, unit, len(times))
        self.put(f"{metric}_cpu_{unit}", cpu / scale, unit, len(times))


class Queries:
    """Draws queries from the corpus; the same seed draws the same ones."""

    def __init__(self, every, starts, engine, unused):
        self.random = random.Random(1)
        self.every, self.engine, self.unused = every, engine, unused
        self.ends = set(starts)

    def row(self, n):
        while True:
            at = self.random.randrange(len(self.every) - n)
            if not any(place in self.ends for place in range(at + 1, at + n)):
                return self.every[at : at + n].tolist()

    def single(self):
        return self.every[self.random.randrange(len(self.every))]

    def hits(self, n, count):
        return [self.row(n) for _ in range(count)]

    def misses(self, n, count):
        if n == 1:
            return [[self.unused]] * count
        missing = []
        while len(missing) < count:
            words = [self.single() for _ in range(n)]
            if self.engine.count(words)["count"] == 0:
                missing.append(words)
        return missing

    def answer(self):
        words = []
        while len(words) < ANSWER_TOKENS:
            words += self.row(self.random.randint(5, 30))
            words += [self.single() for _ in range(self.random.randint(5, 30))]
        return words[:ANSWER_TOKENS]


def attribute(engine, answer):
    return engine.attribute(answer, delim_ids=[], min_len=MIN_SPAN, max_cnt=MAX_DOCUMENTS, enforce_bow=False)["spans"]


def attribute_with_documents(engine, answer):
    wanted = []
    for span in attribute(engine, answer):
        wanted += [(document["s"], document["ptr"], span["length"], 0) for document in span["docs"]]
    return engine.get_docs_by_ptrs_2(wanted) if wanted else []


def open_engine(folder, tokens):
    from infini_gram.engine import InfiniGramEngine

    return InfiniGramEngine(
        str(folder), eos_token_id=tokens.size - 1, vocab_size=tokens.size, token_dtype=tokens.dtype,
        ds_prefetch_depth=0, sa_prefetch_depth=0, od_prefetch_depth=0)


def measure_build(measures, corpus, tokens, folder):
    begin = time.process_time()
    every, starts = write_tokens(corpus, tokens, folder)
    measures.put("tokens_per_corpus_byte", len(every) / len(corpus.bin), "1/B")
    measures.put("tokenize_words_per_cpu_s", len(every) / (time.process_time() - begin), "words/s")
    if not (folder / "table.0").exists():
        wall, usage = build(tokens, folder)
        cpu = usage.ru_utime + usage.ru_stime
        measures.put("build_words_per_cpu_s", len(every) / cpu, "words/s")
        measures.put("build_cpu_s", cpu, "s")
        measures.put("build_wall_s_1t", wall, "s")
        measures.put("build_peak_bytes_per_word", usage.ru_maxrss * 1024 / len(every), "B")
    size = sum(file.stat().st_size for file in folder.glob("*.0"))
    measures.put("index_bytes_per_corpus_byte", size / len(corpus.bin), "B/B")
    return every, starts


def measure_queries(measures, engine, queries, count, answers):
    for n in (1, 2, 4, 8):
        hits, misses = queries.hits(n, count), queries.misses(n, count)
        measures.percentiles(f"count_{n}_words_hit", best(engine.count, hits), "us")
        measures.percentiles(f"count_{n}_words_miss", best(engine.count, misses), "us")
    texts = [queries.answer() for _ in range(answers)]
    spans = [len(attribute(engine, text)) for text in texts]
    measures.put("spans_per_answer", sum(spans) / len(spans), "spans", answers)
    measures.percentiles("longest_match_500", best(engine.creativity, texts), "ms")
    measures.percentiles("spans_500_words", best(lambda text: attribute(engine, text), texts), "ms")
    measures.percentiles("attribute_500_words", best(lambda text: attribute_with_documents(engine, text), texts), "ms")


def main():
    parser = argparse.ArgumentParser(description="Measure infini-gram over a corpus.")
    parser.add_argument("--corpus", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--tokens", choices=list(Tokens.patterns), default="words")
    parser.add_argument("--queries", type=int, default=2000)
    parser.add_argument("--answers", type=int, default=100)
    parser.add_argument("--out", type=pathlib.Path)
    options = parser.parse_args()
    corpus, measures = Corpus(options.corpus), Measures()
    tokens = Tokens(options.tokens, corpus.texts)
    folder = (options.work / f"{options.corpus.stem}-{tokens.name}").resolve()
    every, starts = measure_build(measures, corpus, tokens, folder)
    opened = []
    for _ in range(PASSES):
        begin = time.perf_counter()
        engine = open_engine(folder, tokens)
        opened.append((time.perf_counter() - begin) * 1e3)
    measures.put("open_ms", sorted(opened)[PASSES // 2], "ms", PASSES)
    measure_queries(measures, engine, Queries(every, starts, engine, tokens.size - 2), options.queries, options.answers)
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(json.dumps(measures, indent=2) + "\n")


if __name__ == "__main__":
    main()
