"""Makes a random model of SmolLM2-135M's shape, then trains a PEFT adapter on it, a step at each line read.

Arguments: folder, threads, rank, dtype of the computation (f32 or bf16, by autocast). Prints "ready", then the
milliseconds, the processor milliseconds and the loss of every step.
"""

import os
import sys
import time

import torch
from peft import LoraConfig, get_peft_model
from transformers import LlamaConfig, LlamaForCausalLM

folder, threads, rank, dtype = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
torch.set_num_threads(threads)
torch.manual_seed(1)
config = LlamaConfig(
    hidden_size=576, intermediate_size=1536, num_hidden_layers=30, num_attention_heads=9, num_key_value_heads=3,
    vocab_size=49152, max_position_embeddings=2048, tie_word_embeddings=True, rms_norm_eps=1e-5, bos_token_id=1,
    eos_token_id=2)
model = LlamaForCausalLM(config)
if not os.path.exists(os.path.join(folder, "model.safetensors")):
    model.save_pretrained(folder)
targets = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
model = get_peft_model(model, LoraConfig(r=rank, lora_alpha=2 * rank, target_modules=targets, task_type="CAUSAL_LM"))
model.train()
parameters = [p for p in model.parameters() if p.requires_grad]
optimizer = torch.optim.AdamW(parameters, lr=1e-4, weight_decay=0.01)
print("ready", flush=True)
for line in sys.stdin:
    rows, length = (int(n) for n in line.split())
    ids = (torch.arange(rows * length).reshape(rows, length) * 7919 + 13) % 49000
    begin = time.perf_counter()
    used = time.process_time()
    with torch.autocast("cpu", torch.bfloat16, enabled=dtype == "bf16"):
        loss = model(input_ids=ids, labels=ids).loss
    loss.backward()
    torch.nn.utils.clip_grad_norm_(parameters, 1.0)
    optimizer.step()
    optimizer.zero_grad()
    print((time.perf_counter() - begin) * 1e3, (time.process_time() - used) * 1e3, loss.item(), flush=True)
