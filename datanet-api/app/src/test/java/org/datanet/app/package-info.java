/// What holds for the whole house: its architecture, its documents, its deployment.
@NullMarked
package org.datanet.app;

import org.jspecify.annotations.NullMarked;
