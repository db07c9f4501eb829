/// S3-compatible object storage (s3proxy on the file system).
@NullMarked
package org.datanet.devstack.objects;

import org.jspecify.annotations.NullMarked;
