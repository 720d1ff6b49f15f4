#!/usr/bin/env bash
# dev/nightly.sh [ROUNDS]
#
# The long form of what CI runs shortened: both suites once, then the tests that draw random cases with new seeds, ROUNDS times (default 20), and
# the loop of kills with many more kills, faults of frames, all faults of the disk, and the restart of 10,000 partitions; their figures are printed. A failing test prints its seed; rerun it with -Dqanat.seed=SEED.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
rounds=${1:-20}

./qanat test -Dit.maven=real
./qanat test --foreign
for round in $(seq "$rounds"); do
    printf '\n=== random cases, round %s of %s\n' "$round" "$rounds"
    ./qanat test -q -pl protocol,record,log -am -Dtest='*Hostile*,*Differential*,*Model*' -Dsurefire.failIfNoSpecifiedTests=false \
        -Dqanat.fuzz.mutations=1000000
done
printf '\n=== every operation of the simulated disk struck, %s seeds\n' "$rounds"
./qanat test -q -pl dev/sim -am -Dtest=CrashPointsTest -Dsurefire.failIfNoSpecifiedTests=false -Dqanat.sim.seeds="$rounds"
printf '\n=== producers and brokers simulated, 20,000 seeds\n'
./qanat dev sim --seeds 20000 --seed "$RANDOM"
printf '\n=== transactions simulated, 20,000 seeds\n'
./qanat dev sim --transactions --seeds 20000 --seed "$RANDOM"
# The same seeds do the same in another process too, whose hashes have another salt.
[ "$(./qanat dev sim --seeds 200 | grep '^trace of all')" = "$(./qanat dev sim --seeds 200 | grep '^trace of all')" ]
printf '\n=== races between threads\n'
./qanat test -q -pl dev/stress -am -Dtest=RacesTest -Dsurefire.failIfNoSpecifiedTests=false -Dqanat.stress.mode=default
printf '\n=== every bit of a store\n'
./qanat test -q -pl log -am -Dtest=BitRotTest -Dsurefire.failIfNoSpecifiedTests=false -Dqanat.sim.rot=all
printf '\n=== kills under load\n'
./qanat test --foreign -q -pl dev/it -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=KillLoopIT \
    -Dfailsafe.failIfNoSpecifiedTests=false -Dit.kills="$((rounds * 10))"
cat dev/it/target/kills.json
printf '\n=== faults of frames between producers and Apache Kafka: 20,000 each, and 300 by broken peers for kafka-clients\n'
frame_faults() {
    ./qanat test --foreign -q -pl dev/it -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test="FrameFaultsIT#$1" \
        -Dfailsafe.failIfNoSpecifiedTests=false -Dit.frame.faults="$2" -Dit.frame.broken=true
}
frame_faults 'everyOutcome*+network*' 20000
frame_faults 'brokenPeers*' 300
cat dev/it/target/frame-faults-*.json
printf '\n=== leaders that run and are not reached, 20 times\n'
./qanat test --foreign -q -pl dev/it -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=IsolationIT \
    -Dfailsafe.failIfNoSpecifiedTests=false -Dit.isolations=10
cat dev/it/target/isolations.json
printf '\n=== troubles of a cluster of Apache Kafka: 50 schedules, each for our producer and for kafka-clients\n'
./qanat test --foreign -q -pl dev/it -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=SchedulesIT \
    -Dfailsafe.failIfNoSpecifiedTests=false -Dit.schedules=25
cat dev/it/target/schedules.json
printf '\n=== transactions, applications and brokers killed\n'
./qanat test --foreign -q -pl dev/it -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ExactlyOnceIT \
    -Dfailsafe.failIfNoSpecifiedTests=false -Dit.transactions=100
printf '\n=== faults of the disk\n'
dev/faults.sh all
printf '\n=== 10,000 partitions restart after a kill in below 5 s\n'
LIMIT_MS=5000 dev/bench/restart.sh
