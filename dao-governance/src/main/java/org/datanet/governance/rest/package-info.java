/// REST endpoints of accounts, deposits and contract addresses.
@NullMarked
package org.datanet.governance.rest;

import org.jspecify.annotations.NullMarked;
