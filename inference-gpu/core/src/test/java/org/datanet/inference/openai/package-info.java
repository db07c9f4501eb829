@NullMarked
package org.datanet.inference.openai;

import org.jspecify.annotations.NullMarked;
