/// The base model that a home's app runs on: which one, why, and where its files come from.
///
/// `base-model.json` in the home keeps the choice: `{name, path, licence, reason}`. A home stays on
/// its base model, because its adapters fit no other. The downloaded file lies in
/// `.datanet/tools/models`, beside it `NAME.verified` with the size and time it had when its
/// SHA-256 was last compared.
@NullMarked
package org.datanet.devstack.base;

import org.jspecify.annotations.NullMarked;
