"""vLLM, asked by PeerBench line by line as `peer.py` is, over the model and adapters that one made.

Arguments: folder, threads, adapters, rank.
  decode bf16 ROWS ADAPTERS STEPS   milliseconds of each step, after 64 tokens of context
  prefill bf16 ROWS ADAPTERS WIDTH  milliseconds
"""
import itertools
import os
import sys
import time

FOLDER, THREADS, COUNT, RANK = sys.argv[1], *sys.argv[2:5]
os.environ.update(
    OMP_NUM_THREADS=THREADS, VLLM_CPU_OMP_THREADS_BIND="nobind", VLLM_CPU_KVCACHE_SPACE="1",
    VLLM_TARGET_DEVICE="cpu", VLLM_ENABLE_V1_MULTIPROCESSING="0", VLLM_NO_USAGE_STATS="1",
    HF_HUB_OFFLINE="1", VLLM_LOGGING_LEVEL="ERROR")
ANSWERS = os.dup(1)  # vLLM writes to the standard output, too
os.dup2(2, 1)

from vllm import LLM, SamplingParams  # noqa: E402
from vllm.lora.request import LoRARequest  # noqa: E402

CONTEXT = 64
names = map(str, itertools.count())


def steps(engine, rows, adapters, width, tokens):
    """Seconds of each of the engine's steps until each row has so many tokens."""
    sampling = SamplingParams(temperature=0, max_tokens=tokens, ignore_eos=True, detokenize=False)
    for row in range(rows):
        prompt = {"prompt_token_ids": [(row * 37 + t * 7) % 1000 for t in range(width)]}
        path = os.path.join(FOLDER, "adapters", f"a{row}")
        lora = LoRARequest(f"a{row}", row + 1, path) if row < adapters else None
        engine.add_request(next(names), prompt, sampling, lora_request=lora)
    times = []
    while engine.has_unfinished_requests():
        start = time.perf_counter()
        engine.step()
        times.append(time.perf_counter() - start)
    return times


def answer(text):
    os.write(ANSWERS, (text + "\n").encode())


def main():
    engine = LLM(
        model=FOLDER, dtype="bfloat16", skip_tokenizer_init=True, max_model_len=640, max_num_seqs=32,
        max_num_batched_tokens=4096, enable_lora=True, max_loras=int(COUNT),
        max_lora_rank=int(RANK), enable_prefix_caching=False, async_scheduling=False).llm_engine
    answer("ready")
    for line in sys.stdin:
        what, precision, rows, adapters, size = line.split()
        rows, adapters, size = int(rows), int(adapters), int(size)
        if precision != "bf16":
            raise ValueError("bfloat16 only")
        if what == "decode":
            times = steps(engine, rows, adapters, CONTEXT, 1 + size)[-size:]
        else:
            times = [sum(steps(engine, rows, adapters, size, 1))]
        answer(" ".join(f"{1000 * t:.4f}" for t in times))


main()
