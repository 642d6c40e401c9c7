# Runs a hook, and then the engine in its own place if the hook succeeded. Given as text to sh -c, as the supervisor is,
# whose child this is. $1 file for the outcome  $2 log  $3 seconds  $4 sh  $5 timeout  $6 cat  $7 tail  $8 mkfifo  $9 rm
# ${10} names to unset, then the engine and its arguments. The hook itself comes as shell text in WESTERLY_PRE_RUN:
# everybody on the machine can read an argument list, nobody else an environment. Words of its own begin with westerly_,
# because a shell variable of the same name as one of the engine's would be handed on to it.
westerly_outcome=$1 westerly_log=$2 westerly_limit=$3 westerly_sh=$4 westerly_timeout=$5
westerly_cat=$6 westerly_tail=$7 westerly_mkfifo=$8 westerly_rm=$9 westerly_unset=${10}
shift 10

# Over what is there, in place: the disk may be full.
westerly_say() { printf '%-12s\n' "$1" 1<>"$westerly_outcome"; }

# Whole seconds since the machine was started.
westerly_now() {
    read -r westerly_up westerly_idle </proc/uptime
    westerly_up=${westerly_up%%.*}
}

"$westerly_mkfifo" "$westerly_log.pipe" "$westerly_log.read" || {
    westerly_say nopipe
    exit 1
}
exec 3<>"$westerly_log.read"

# The first MiB is kept as it comes, of more than that the end. It goes on reading as long as anything of the hook holds
# the pipe, which must not be killed by writing; and it is not the engine's child, who would not know what to do with it.
(
    (
        trap '' XFSZ
        ulimit -f 2048
        "$westerly_cat" >"$westerly_log" || "$westerly_tail" -c 65536 >"$westerly_log.end"
        echo >&3
    ) <"$westerly_log.pipe" >/dev/null 2>&1 &
)

# The outcome is told from within, because the exit code of timeout may be anybody's. No shell could do its work: their
# wait and their traps have races of their own, and what they start in the background is deaf to INT.
westerly_now
westerly_begun=$westerly_up
{
    "$westerly_timeout" -s KILL "$westerly_limit" "$westerly_sh" -c '
        westerly_outcome=$1 westerly_hook=$WESTERLY_PRE_RUN
        unset WESTERLY_PRE_RUN
        # What the shell has to say of a death by signal is not the word of the hook.
        exec 3>&2 2>/dev/null
        (eval "$westerly_hook") 2>&3 3>&-
        printf "%-12s\n" "$?" 1<>"$westerly_outcome"
    ' westerly-pre-run "$westerly_outcome" </dev/null >"$westerly_log.pipe" 2>&1 3>&-
    westerly_code=$?
} 2>/dev/null
unset WESTERLY_PRE_RUN

# Its last words are written in no time, unless it has left somebody behind who can still say something.
"$westerly_timeout" 1 "$westerly_sh" -c 'read -r westerly_line' <&3
exec 3>&-
"$westerly_rm" -f "$westerly_log.pipe" "$westerly_log.read"

read -r westerly_word <"$westerly_outcome"
case $westerly_word in
0) ;;
expected)
    westerly_now
    [ $((westerly_up - westerly_begun)) -lt "$westerly_limit" ] || westerly_say late
    exit "$westerly_code"
    ;;
*) exit 1 ;;
esac

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
