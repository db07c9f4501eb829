/// The generating engine: one thread that steps all running calls together (continuous batching), a
/// key-value cache in pages, and a pool of LoRA adapters that are loaded on first use. A batch may
/// mix adapters freely: each row names the slab row of its adapter.
@NullMarked
package org.datanet.inference.engine;

import org.jspecify.annotations.NullMarked;
