package org.datanet.app.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.datanet.app.metering.CallRows.call;
import static org.datanet.app.metering.CallRows.charge;
import static org.datanet.app.metering.CallRows.entries;
import static org.datanet.app.metering.CallRows.id;
import static org.datanet.app.metering.CallRows.newAddress;
import static org.datanet.app.metering.CallRows.tokens;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.datanet.app.jobs.AppOnDatabase;
import org.datanet.app.jobs.Database;
import org.datanet.kernel.Address;
import org.junit.jupiter.api.Test;

/// Money never moves twice, and never more than there is.
@QuarkusTest
@TestProfile(AppOnDatabase.class)
class CallStoreTest {

  @Inject CallStore store;
  @Inject ExpiredCalls expired;
  @Inject Database database;

  private final Address payer = newAddress();
  private final Random random = new Random(7);

  // R67
  @Test
  void holdsNoMoreThanTheDepositCoversHoweverManyAskAtOnce() throws Exception {
    List<HoldResult> results =
        atOnce(Stream.generate(() -> hold(call(payer, null, 10), 505)).limit(200).toList());

    assertThat(results.stream().filter(HoldResult.Held.class::isInstance)).hasSize(50);
    assertThat(results).filteredOn(HoldResult.Insufficient.class::isInstance).hasSize(150);
    assertThat(store.sums(payer)).isEqualTo(new CallStore.PayerSums(tokens(0), tokens(500)));
    assertThat(calls("HELD")).isEqualTo(50);
  }

  @Test
  void saysHowMuchIsFreeWhenTheDepositIsShort() {
    store.hold(call(payer, null, 70), tokens(100));

    assertThat(store.hold(call(payer, null, 31), tokens(100)))
        .isEqualTo(new HoldResult.Insufficient(tokens(30)));
    assertThat(store.hold(call(payer, null, 1), tokens(20)))
        .isEqualTo(new HoldResult.Insufficient(tokens(0)));
  }

  // R64
  @Test
  void holdsOnceForTwoConcurrentCallsWithTheSameKey() throws Exception {
    List<HoldResult> results =
        atOnce(Stream.generate(() -> hold(call(payer, "key", 10), 1000)).limit(20).toList());

    assertThat(results).filteredOn(HoldResult.Held.class::isInstance).hasSize(1);
    assertThat(results)
        .filteredOn(HoldResult.Seen.class::isInstance)
        .hasSize(19)
        .allMatch(seen -> ((HoldResult.Seen) seen).response().isEmpty());
    assertThat(store.sums(payer).held()).isEqualTo(tokens(10));
  }

  // R64
  @Test
  void returnsTheStoredAnswerToARetryAndChargesOnce() {
    CallEntity first = call(payer, "key", 10);
    store.hold(first, tokens(100));
    store.charge(id(first), charge(7), entries(7, random));

    HoldResult again = store.hold(call(payer, "key", 10), tokens(100));

    assertThat(again)
        .isInstanceOfSatisfying(
            HoldResult.Seen.class,
            seen -> {
              assertThat(seen.earlier()).isEqualTo(id(first));
              assertThat(seen.response()).contains("{\"answer\":1}");
            });
    assertThat(store.sums(payer)).isEqualTo(new CallStore.PayerSums(tokens(7), tokens(0)));
  }

  // R64
  @Test
  void keepsTheKeysOfTwoCallersApart() {
    Address other = newAddress();

    assertThat(store.hold(call(payer, "key", 1), tokens(9))).isInstanceOf(HoldResult.Held.class);
    assertThat(store.hold(call(other, "key", 1), tokens(9))).isInstanceOf(HoldResult.Held.class);
  }

  // R65
  @Test
  void chargesNothingAfterARelease() {
    CallEntity call = held(10);
    store.release(id(call), "timeout", null);

    assertThat(store.charge(id(call), charge(7), entries(7, random))).isFalse();

    assertThat(store.sums(payer)).isEqualTo(new CallStore.PayerSums(tokens(0), tokens(0)));
    assertThat(ledgerSum(call)).isZero();
    assertThat(store.find(id(call)).orElseThrow().state).isEqualTo(Call.State.RELEASED);
  }

  // R67
  @Test
  void releasesNothingAfterACharge() {
    CallEntity call = held(10);
    store.charge(id(call), charge(7), entries(7, random));

    store.release(id(call), "timeout", null);
    store.release(id(call), "timeout", null);

    assertThat(store.sums(payer)).isEqualTo(new CallStore.PayerSums(tokens(7), tokens(0)));
    assertThat(store.find(id(call)).orElseThrow().state).isEqualTo(Call.State.CHARGED);
  }

  // R67
  @Test
  void endsACallOnceWhenChargesAndReleasesRace() throws Exception {
    for (int round = 0; round < 10; round++) {
      Address account = newAddress();
      CallEntity call = call(account, null, 10);
      store.hold(call, tokens(100));
      Callable<Boolean> charge = () -> store.charge(id(call), charge(7), entries(7, new Random(1)));
      Callable<Boolean> release =
          () -> {
            store.release(id(call), "timeout", null);
            return false;
          };

      List<Boolean> charged = atOnce(List.of(charge, release, charge, release, charge));

      boolean once = charged.contains(true);
      assertThat(charged).filteredOn(each -> each).hasSizeLessThan(2);
      assertThat(store.sums(account))
          .isEqualTo(new CallStore.PayerSums(tokens(once ? 7 : 0), tokens(0)));
      assertThat(ledgerSum(call)).isEqualTo(BigInteger.valueOf(once ? 7 : 0));
    }
  }

  // R65
  @Test
  void releasesACallWhoseDeadlineHasPassedAndFreesItsKey() {
    CallEntity call = call(payer, "key", 10);
    call.deadline = Instant.now().minusSeconds(1);
    store.hold(call, tokens(10));
    CallEntity running = call(payer, "other", 0);
    store.hold(running, tokens(10));

    expired.beat();

    CallEntity released = store.find(id(call)).orElseThrow();
    assertThat(released.state).isEqualTo(Call.State.RELEASED);
    assertThat(released.reason).isEqualTo("timeout");
    assertThat(store.sums(payer).held()).isEqualTo(tokens(0));
    assertThat(store.find(id(running)).orElseThrow().state).isEqualTo(Call.State.HELD);
    assertThat(store.hold(call(payer, "key", 10), tokens(10))).isInstanceOf(HoldResult.Held.class);
  }

  // R31 R63
  @Test
  void writesLedgerRowsThatSumToTheFeeForAnySplit() {
    for (int i = 0; i < 40; i++) {
      long fee = random.nextLong(1, 1L << 50);
      CallEntity call = call(newAddress(), null, fee);
      store.hold(call, tokens(fee));

      assertThat(store.charge(id(call), charge(fee), entries(fee, random))).isTrue();

      assertThat(ledgerSum(call)).isEqualTo(BigInteger.valueOf(fee));
    }
  }

  // R63
  @Test
  void refusesAChargeWhosePartsDoNotSumToTheFee() {
    CallEntity call = held(10);

    assertThatThrownBy(() -> store.charge(id(call), charge(7), entries(6, random)))
        .hasMessageContaining("a fee of 7 was divided into 6");

    assertThat(store.find(id(call)).orElseThrow().state).isEqualTo(Call.State.HELD);
    assertThat(ledgerSum(call)).isZero();
  }

  // R66
  @Test
  void keepsTheRecordOfAReleasedCallAndAnswersItsRetryWithTheSame() {
    CallEntity call = call(payer, "key", 10);
    store.hold(call, tokens(10));
    store.release(id(call), "empty-answer", "{\"answer\":\"\"}");

    Call view = CallStore.view(store.find(id(call)).orElseThrow());
    assertThat(view.billable()).isFalse();
    assertThat(view.reason()).isEqualTo("empty-answer");
    assertThat(view.fee()).isEqualTo(tokens(0));
    assertThat(store.hold(call(payer, "key", 10), tokens(10)))
        .isInstanceOfSatisfying(
            HoldResult.Seen.class,
            seen -> assertThat(seen.response()).contains("{\"answer\":\"\"}"));
  }

  private CallEntity held(long amount) {
    CallEntity call = call(payer, null, amount);
    assertThat(store.hold(call, tokens(1000))).isInstanceOf(HoldResult.Held.class);
    return call;
  }

  private Callable<HoldResult> hold(CallEntity call, long deposited) {
    return () -> store.hold(call, tokens(deposited));
  }

  private long calls(String state) {
    return database
        .number(
            "select count(*) from app.inference_call where payer = ? and state = ?",
            payer.hex(),
            state)
        .longValue();
  }

  private BigInteger ledgerSum(CallEntity call) {
    return database.number(
        "select coalesce(sum(amount), 0) from app.ledger_entry where call_id = ?", call.id);
  }

  private static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    }
  }
}
