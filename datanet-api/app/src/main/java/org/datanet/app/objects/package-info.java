/// Bulk bytes in an S3 object store.
@NullMarked
package org.datanet.app.objects;

import org.jspecify.annotations.NullMarked;
