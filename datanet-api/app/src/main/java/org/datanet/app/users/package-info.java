/// Who has signed in: the user name behind each subject.
@NullMarked
package org.datanet.app.users;

import org.jspecify.annotations.NullMarked;
