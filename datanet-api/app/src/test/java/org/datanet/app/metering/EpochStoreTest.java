package org.datanet.app.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.datanet.app.metering.CallRows.address;
import static org.datanet.app.metering.CallRows.call;
import static org.datanet.app.metering.CallRows.entries;
import static org.datanet.app.metering.CallRows.id;
import static org.datanet.app.metering.CallRows.tokens;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.datanet.app.jobs.AppOnDatabase;
import org.datanet.app.jobs.Database;
import org.datanet.kernel.Address;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.UserId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Epochs settle every charged call once.
@QuarkusTest
@TestProfile(AppOnDatabase.class)
class EpochStoreTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Inject EpochStore store;
  @Inject CallStore calls;
  @Inject ClaimStore claims;
  @Inject Database database;

  private final Random random = new Random(11);

  @BeforeEach
  void emptyBooks() {
    database.run(
        "truncate app.epoch, app.epoch_credit, app.epoch_charge, app.inference_call,"
            + " app.ledger_entry, app.payer, app.claim");
  }

  @Test
  void closesNothingWhereNoCallWasCharged() {
    calls.hold(call(address(100), null, 5), tokens(100));

    assertThat(store.close(NOW)).isEmpty();
  }

  // R63
  @Test
  void takesEveryChargedCallIntoExactlyOneEpoch() {
    List<CallEntity> first = charged(9);
    CallEntity open = call(address(100), null, 5);
    calls.hold(open, tokens(1_000_000_000));
    CallEntity released = call(address(100), null, 5);
    calls.hold(released, tokens(1_000_000_000));
    calls.release(id(released), "timeout", null);

    assertThat(store.close(NOW)).contains(1);
    List<CallEntity> second = charged(5);
    assertThat(store.close(NOW)).as("the last one is not posted yet").isEmpty();
    posted(1);
    assertThat(store.close(NOW)).contains(2);

    assertThat(first).allMatch(call -> epochOf(call).equals(Optional.of(1)));
    assertThat(second).allMatch(call -> epochOf(call).equals(Optional.of(2)));
    assertThat(epochOf(open)).isEmpty();
    assertThat(epochOf(released)).isEmpty();
    assertThat(store.find(1).orElseThrow().calls()).isEqualTo(9);
    assertThat(store.receiptHashes(2)).hasSize(5);
  }

  // R31 R63
  @Test
  void creditsAndProtocolSumToTheFeesAndCreditsOnlyGrow() {
    Map<Address, TokenAmount> before = Map.of();
    for (int number = 1; number <= 4; number++) {
      List<CallEntity> charged = charged(6);
      assertThat(store.close(NOW)).contains(number);
      Epoch epoch = store.find(number).orElseThrow();

      assertThat(epoch.total().plus(epoch.protocol())).isEqualTo(fees(charged));
      Map<Address, TokenAmount> credits = Epochs.byAccount(store.credits(number));
      before.forEach(
          (account, amount) -> assertThat(credits.get(account)).isGreaterThanOrEqualTo(amount));
      assertThat(sum(credits)).isEqualTo(sum(before).plus(epoch.total()));
      before = credits;
      posted(number);
    }
  }

  // R63
  @Test
  void chargesEachPayerOfTheEpochWhatTheyOweInAll() {
    charge(address(100), 40);
    charge(address(101), 5);
    store.close(NOW);
    posted(1);
    charge(address(100), 2);
    store.close(NOW);

    assertThat(store.charges(1))
        .extracting(EpochStore.PayerCharge::payer, EpochStore.PayerCharge::cumulative)
        .containsExactlyInAnyOrder(tuple(address(100), tokens(40)), tuple(address(101), tokens(5)));
    assertThat(store.charges(2))
        .extracting(EpochStore.PayerCharge::payer, EpochStore.PayerCharge::cumulative)
        .containsExactly(tuple(address(100), tokens(42)));
  }

  // R63
  @Test
  void closesOneEpochWhenManyAskAtOnce() throws Exception {
    charged(3);
    Callable<Optional<Integer>> close = () -> store.close(NOW);
    List<Optional<Integer>> closed = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Optional<Integer>> each :
          threads.invokeAll(Stream.generate(() -> close).limit(8).toList())) {
        closed.add(each.get());
      }
    }

    assertThat(closed).filteredOn(Optional::isPresent).containsExactly(Optional.of(1));
    assertThat(store.all()).hasSize(1);
  }

  // R63
  @Test
  void opensAnEpochAgainThatCouldNotBePostedWithTheSameCalls() {
    charged(3);
    store.close(NOW);
    Epoch before = store.find(1).orElseThrow();
    store.change(1, row -> row.state = Epoch.State.FAILED);
    charged(2);

    assertThat(store.close(NOW)).contains(1);

    Epoch again = store.find(1).orElseThrow();
    assertThat(again.state()).isEqualTo(Epoch.State.BUILDING);
    assertThat(again.total()).isEqualTo(before.total());
    assertThat(store.receiptHashes(1)).hasSize(3);
    assertThat(store.beingPosted()).containsExactly(1);
  }

  // R63
  @Test
  void keepsOneClaimForTheSameSumAndRevivesAFailedOne() {
    Claim first = claims.keep(claim(50));
    assertThat(claims.keep(claim(50)).id()).isEqualTo(first.id());
    claims.change(first.id(), row -> row.state = Claim.State.CLAIMED);
    assertThat(claims.keep(claim(50)).state()).isEqualTo(Claim.State.CLAIMED);
    claims.change(first.id(), row -> row.state = Claim.State.FAILED);
    assertThat(claims.keep(claim(50)).state()).isEqualTo(Claim.State.CLAIMING);
    assertThat(claims.keep(claim(60)).id()).isNotEqualTo(first.id());
    assertThat(claims.unfinished()).hasSize(2);
  }

  private static Claim claim(long cumulative) {
    return new Claim(
        UUID.randomUUID(),
        new UserId(new UUID(1, 1)),
        address(200),
        1,
        tokens(cumulative),
        Claim.State.CLAIMING,
        null,
        null,
        NOW);
  }

  private List<CallEntity> charged(int count) {
    return Stream.generate(
            () -> charge(address(100 + random.nextInt(3)), random.nextLong(1, 1_000_000)))
        .limit(count)
        .toList();
  }

  private CallEntity charge(Address payer, long fee) {
    CallEntity call = call(payer, null, fee);
    calls.hold(call, tokens(1_000_000_000));
    assertThat(calls.charge(id(call), CallRows.charge(fee), entries(fee, random))).isTrue();
    return calls.find(id(call)).orElseThrow();
  }

  private Optional<Integer> epochOf(CallEntity call) {
    return CallStore.view(calls.find(id(call)).orElseThrow()).epoch();
  }

  private void posted(int number) {
    store.change(number, row -> row.state = Epoch.State.POSTED);
  }

  private static TokenAmount fees(List<CallEntity> calls) {
    return calls.stream()
        .map(call -> CallStore.amount(call.fee))
        .reduce(TokenAmount.ZERO, TokenAmount::plus);
  }

  private static TokenAmount sum(Map<Address, TokenAmount> credits) {
    return credits.values().stream()
        .collect(Collectors.reducing(TokenAmount.ZERO, TokenAmount::plus));
  }
}
