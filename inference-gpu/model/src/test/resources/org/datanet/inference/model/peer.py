"""Hugging Face transformers and PEFT, asked by PeerBench line by line.

Arguments: folder, threads, adapters, rank. Makes the 135M shape with random weights and so many
adapters, stores both in the folder, then answers:
  decode PRECISION ROWS ADAPTERS STEPS   milliseconds of each step, after 64 tokens of context
  prefill PRECISION ROWS ADAPTERS WIDTH  milliseconds
  attach PRECISION TIMES                 milliseconds of each load of one adapter from its files
  gguf f32 0                             writes model.gguf (Q8_0) and adapter.gguf for llama.cpp
ADAPTERS 0 is the base model without PEFT; otherwise row i uses adapter i.
"""
import os
import sys
import time

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import LlamaConfig, LlamaForCausalLM

CONTEXT = 64
TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
TYPES = {"f32": torch.float32, "bf16": torch.bfloat16}


def make(folder, adapters, rank):
    torch.manual_seed(1)
    config = LlamaConfig(
        vocab_size=49152, hidden_size=576, intermediate_size=1536, num_hidden_layers=30,
        num_attention_heads=9, num_key_value_heads=3, max_position_embeddings=8192,
        rope_theta=100000.0, tie_word_embeddings=True, rms_norm_eps=1e-5,
        bos_token_id=1, eos_token_id=2, pad_token_id=2)
    base = LlamaForCausalLM(config)
    base.save_pretrained(folder)
    lora = LoraConfig(r=rank, lora_alpha=2 * rank, target_modules=TARGETS, lora_dropout=0.0)
    model = get_peft_model(base, lora, adapter_name="a0")
    for i in range(1, adapters):
        model.add_adapter(f"a{i}", lora)
    for name, parameter in model.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(parameter, std=0.02)
    model.save_pretrained(os.path.join(folder, "adapters"))


def load_base(folder, precision):
    return LlamaForCausalLM.from_pretrained(folder, dtype=TYPES[precision]).eval()


def load(folder, precision, adapters):
    base = load_base(folder, precision)
    model = PeftModel.from_pretrained(base, adapter(folder, 0), adapter_name="a0")
    for i in range(1, adapters):
        model.load_adapter(adapter(folder, i), adapter_name=f"a{i}")
    return model.to(TYPES[precision]).eval()


def adapter(folder, i):
    return os.path.join(folder, "adapters", f"a{i}")


def forward(model, adapters, **inputs):
    if adapters:
        inputs["adapter_names"] = [f"a{i}" for i in range(adapters)]
    return model(**inputs)


def ids(rows, width):
    return (torch.arange(rows)[:, None] * 37 + torch.arange(width)[None] * 7) % 1000


@torch.inference_mode()
def decode(model, rows, adapters, steps):
    out = forward(model, adapters, input_ids=ids(rows, CONTEXT), use_cache=True, logits_to_keep=1)
    times = []
    for _ in range(steps):
        start = time.perf_counter()
        token = out.logits[:, -1].argmax(-1, keepdim=True)
        out = forward(model, adapters, input_ids=token, past_key_values=out.past_key_values,
                      use_cache=True)
        out.logits[:, -1].argmax(-1).tolist()
        times.append(time.perf_counter() - start)
    return times


@torch.inference_mode()
def prefill(model, rows, adapters, width):
    start = time.perf_counter()
    out = forward(model, adapters, input_ids=ids(rows, width), use_cache=True, logits_to_keep=1)
    out.logits[:, -1].argmax(-1).tolist()
    return [time.perf_counter() - start]


def attach(model, folder, count, times):
    taken = []
    for i in range(times):
        start = time.perf_counter()
        model.load_adapter(adapter(folder, i % count), adapter_name="warm")
        taken.append(time.perf_counter() - start)
        model.delete_adapter("warm")
    return taken


def gguf_file(path, kind):
    import gguf
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_type(kind)
    return writer


def write_model(model, path):
    """The base model as llama.cpp reads it; rotary rows are left as they are: only times count."""
    import gguf
    from gguf.quants import quantize
    config = model.config
    writer = gguf_file(path, "model")
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_rope_freq_base(100000.0)
    writer.add_rope_dimension_count(config.hidden_size // config.num_attention_heads)
    writer.add_vocab_size(config.vocab_size)
    writer.add_tokenizer_model("no_vocab")
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.LLAMA, config.num_hidden_layers)
    for name, parameter in model.state_dict().items():
        plain = name.replace("base_model.model.", "").replace(".base_layer", "")
        if "lora_" in name or plain == "lm_head.weight":
            continue
        values = parameter.float().numpy()
        mapped = names.get_name(plain, try_suffixes=(".weight",))
        if values.ndim == 1:
            writer.add_tensor(mapped, values)
        else:
            kind = gguf.GGMLQuantizationType.Q8_0
            writer.add_tensor(mapped, quantize(values, kind), raw_dtype=kind)
    finish(writer)


def write_adapter(model, path, alpha):
    import gguf
    writer = gguf_file(path, "adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", alpha)
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.LLAMA, model.config.num_hidden_layers)
    for name, parameter in model.state_dict().items():
        for factor in "AB":
            end = f".lora_{factor}.a0.weight"
            if name.endswith(end):
                plain = name.replace("base_model.model.", "").replace(end, ".weight")
                mapped = names.get_name(plain, try_suffixes=(".weight",))
                writer.add_tensor(f"{mapped}.lora_{factor.lower()}", parameter.float().numpy())
    finish(writer)


def finish(writer):
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def main():
    folder, threads, count, rank = sys.argv[1], *map(int, sys.argv[2:5])
    torch.set_num_threads(threads)
    make(folder, count, rank)
    models, bases = {}, {}
    print("ready", torch.__version__, flush=True)
    for line in sys.stdin:
        what, precision, *numbers = line.split()
        numbers = [int(n) for n in numbers]
        if precision not in models:
            models[precision] = load(folder, precision, count)
            bases[precision] = load_base(folder, precision)
        model = models[precision]
        if what in ("decode", "prefill") and numbers[1] == 0:
            model = bases[precision]  # a PeftModel with its adapters off is far slower
        if what == "decode":
            times = decode(model, *numbers)
        elif what == "prefill":
            times = prefill(model, *numbers)
        elif what == "gguf":
            write_model(model, os.path.join(folder, "model.gguf"))
            write_adapter(model, os.path.join(folder, "adapter.gguf"), 2.0 * rank)
            times = [0.0]
        else:
            times = attach(model, folder, count, *numbers)
        print(*[f"{1000 * t:.4f}" for t in times], flush=True)


main()
