package org.datanet.governance.rest;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import org.datanet.governance.account.Accounts;
import org.datanet.governance.account.Balances;
import org.datanet.governance.rest.AccountView.EscrowView;
import org.datanet.governance.settlement.Escrow;
import org.datanet.governance.settlement.EscrowAccount;
import org.datanet.governance.settlement.Settlement;
import org.datanet.governance.settlement.SpendingLedger;
import org.datanet.governance.settlement.SpendingLedger.Position;
import org.datanet.kernel.Address;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.UserId;

/// Joins what the L2 and the ledger know about a user.
@ApplicationScoped
class AccountViews {

  private final Accounts accounts;
  private final Balances balances;
  private final Escrow escrow;
  private final Settlement settlement;
  private final SpendingLedger ledger;

  AccountViews(
      Accounts accounts,
      Balances balances,
      Escrow escrow,
      Settlement settlement,
      SpendingLedger ledger) {
    this.accounts = accounts;
    this.balances = balances;
    this.escrow = escrow;
    this.settlement = settlement;
    this.ledger = ledger;
  }

  AccountView of(UserId user) {
    Address payer = accounts.keptAddressOf(user);
    Address address = accounts.addressOf(user);
    Balances.Balance balance = balances.of(payer);
    Position position = ledger.of(user);
    return new AccountView(
        address,
        payer,
        !address.equals(payer),
        balance.nativeOpen(),
        balance.wrappedOpen(),
        escrow(escrow.account(payer), position),
        position.claimable(),
        settlement.claimed(address));
  }

  private static EscrowView escrow(EscrowAccount account, Position position) {
    TokenAmount spent =
        account.spent().compareTo(position.charged()) > 0 ? account.spent() : position.charged();
    BigInteger free =
        account
            .deposited()
            .minus(account.withdrawn())
            .baseUnits()
            .subtract(spent.baseUnits())
            .subtract(position.held().baseUnits());
    TokenAmount available = new TokenAmount(free.max(BigInteger.ZERO));
    return new EscrowView(account.deposited(), spent, position.held(), available);
  }
}
