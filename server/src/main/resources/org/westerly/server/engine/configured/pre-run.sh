# Runs a hook, and then the engine in its own place if the hook succeeded. Given as text to sh -c, as the supervisor is,
# whose child this is: what is alive when it ends without the engine, the supervisor ends.
# $1 file for the outcome  $2 log  $3 seconds  $4 sh  $5 cat  $6 tail  $7 sleep  $8 mkfifo  $9 rm  ${10} names to unset,
# then the engine and its arguments. The hook itself comes as shell text in WESTERLY_PRE_RUN: everybody on the machine
# can read an argument list, nobody else an environment. Words of its own begin with westerly_, see the supervisor.
westerly_outcome=$1 westerly_log=$2 westerly_limit=$3 westerly_sh=$4 westerly_cat=$5
westerly_tail=$6 westerly_sleep=$7 westerly_mkfifo=$8 westerly_rm=$9 westerly_unset=${10}
shift 10
westerly_hook=$WESTERLY_PRE_RUN
unset WESTERLY_PRE_RUN

# Over what is there, in place: the disk may be full.
westerly_say() { printf '%-12s\n' "$1" 1<>"$westerly_outcome"; }

"$westerly_mkfifo" "$westerly_log.pipe" || {
    westerly_say nopipe
    exit 1
}

# The first MiB is kept as it comes, of more than that the end. It goes on reading as long as anything of the hook holds
# the pipe, which must not be killed by writing; and it is not the engine's child, who would not know what to do with it.
(
    (
        trap '' XFSZ
        ulimit -f 2048
        "$westerly_cat" >"$westerly_log" || exec "$westerly_tail" -c 65536 >"$westerly_log.end"
    ) <"$westerly_log.pipe" >/dev/null 2>&1 &
)

(eval "$westerly_hook") </dev/null >"$westerly_log.pipe" 2>&1 &
westerly_pid=$!

# A signal ends a wait: of all that a shell can wait for, only so the hook and the clock can be waited for at once.
westerly_late=
trap 'westerly_late=yes' ALRM
(
    westerly_nap=
    trap '[ -z "$westerly_nap" ] || kill "$westerly_nap"; exit' TERM
    "$westerly_sleep" "$westerly_limit" &
    westerly_nap=$!
    wait "$westerly_nap" && kill -s ALRM $$
) </dev/null >/dev/null 2>&1 &
westerly_timer=$!

wait "$westerly_pid"
westerly_code=$?

# Waited for, so that its signal never meets the engine.
{
    kill "$westerly_timer"
    wait "$westerly_timer"
} 2>/dev/null
trap - ALRM
"$westerly_rm" -f "$westerly_log.pipe"

if [ -n "$westerly_late" ]; then
    kill -s KILL "$westerly_pid" 2>/dev/null
    westerly_say late
    exit 1
fi
westerly_say "$westerly_code"
[ "$westerly_code" -eq 0 ] || exit 1

# As the supervisor does it: what follows exec only happens when exec did not succeed.
exec "$westerly_sh" -c '
    [ -z "${BASH_VERSION-}" ] || shopt -s execfail
    westerly_outcome=$1
    unset $2
    shift 2
    trap "printf \"%-12s\n\" unstartable 1<>\"\$westerly_outcome\"" EXIT
    exec "$@"
    westerly_code=$?
    trap - EXIT
    printf "%-12s\n" unstartable 1<>"$westerly_outcome"
    exit "$westerly_code"
' westerly-start "$westerly_outcome" "$westerly_unset" "$@"
