/// Uploads and the pipeline that turns a file into clean records.
@NullMarked
package org.datanet.app.contribution;

import org.jspecify.annotations.NullMarked;
