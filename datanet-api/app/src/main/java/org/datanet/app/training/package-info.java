/// Training runs on licensed versions, and the adapters published from them.
@NullMarked
package org.datanet.app.training;

import org.jspecify.annotations.NullMarked;
