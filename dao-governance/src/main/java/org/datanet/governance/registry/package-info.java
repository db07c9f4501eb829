/// Registration of Datanets, dataset versions, models and adapters, and licences to use them.
@NullMarked
package org.datanet.governance.registry;

import org.jspecify.annotations.NullMarked;
