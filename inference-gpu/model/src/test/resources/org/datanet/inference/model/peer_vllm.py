"""vLLM, asked by PeerBench line by line as `peer.py` is, over the model and adapters that one made.

Arguments: folder, threads, adapters, rank.
  decode bf16 ROWS ADAPTERS STEPS   milliseconds of a step, after 64 tokens of context
  prefill bf16 ROWS ADAPTERS WIDTH  milliseconds
"""
import os
import sys
import time

FOLDER, THREADS, COUNT, RANK = sys.argv[1], *sys.argv[2:5]
os.environ.update(
    OMP_NUM_THREADS=THREADS, VLLM_ENABLE_V1_MULTIPROCESSING="0", VLLM_CPU_KVCACHE_SPACE="1",
    VLLM_CPU_OMP_THREADS_BIND="nobind", VLLM_NO_USAGE_STATS="1", HF_HUB_OFFLINE="1",
    VLLM_LOGGING_LEVEL="ERROR")
ANSWERS = os.dup(1)  # vLLM writes to the standard output, too
os.dup2(2, 1)

from vllm import LLM, SamplingParams  # noqa: E402
from vllm.lora.request import LoRARequest  # noqa: E402

CONTEXT = 64


def generate(model, rows, adapters, width, tokens):
    """Seconds until each row has so many tokens."""
    prompts = [
        {"prompt_token_ids": [(row * 37 + t * 7) % 1000 for t in range(width)]}
        for row in range(rows)]
    loras = [
        LoRARequest(f"a{i}", i + 1, os.path.join(FOLDER, "adapters", f"a{i}"))
        for i in range(adapters)] or None
    sampling = SamplingParams(
        temperature=0, max_tokens=tokens, ignore_eos=True, detokenize=False)
    start = time.perf_counter()
    model.generate(prompts, sampling, lora_request=loras, use_tqdm=False)
    return time.perf_counter() - start


def answer(text):
    os.write(ANSWERS, (text + "\n").encode())


def main():
    model = LLM(
        model=FOLDER, dtype="bfloat16", skip_tokenizer_init=True, max_model_len=640, max_num_seqs=32,
        enable_lora=True, max_loras=int(COUNT), max_lora_rank=int(RANK),
        enable_prefix_caching=False, disable_log_stats=True)
    answer("ready")
    for line in sys.stdin:
        what, precision, rows, adapters, size = line.split()
        rows, adapters, size = int(rows), int(adapters), int(size)
        if precision != "bf16":
            raise ValueError("bfloat16 only")
        if what == "decode":
            first = generate(model, rows, adapters, CONTEXT, 1)
            seconds = (generate(model, rows, adapters, CONTEXT, 1 + size) - first) / size
        else:
            seconds = generate(model, rows, adapters, size, 1)
        answer(f"{1000 * seconds:.4f}")


main()
