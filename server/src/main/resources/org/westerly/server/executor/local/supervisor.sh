# Runs one program for Westerly, outlives the server that started it, and leaves its exit code in the slot.
# Given as text to sh -c, so that no upgrade can pull the script from under it. Words of its own begin with
# westerly_, because a shell variable of the same name as one of the program's would be handed on to it.
# $1 slot  $2 label  $3 names to unset  $4 sh  $5 ln  $6 sleep  $7 sync  $8 stdout  $9 stderr  ${10} cgroup.procs, or nothing
# then the program and its arguments
set -f
westerly_slot=$1 westerly_label=$2 westerly_unset=$3 westerly_sh=$4 westerly_ln=$5 westerly_sleep=$6
westerly_sync=$7

# Caught, not ignored: a caught signal goes back to its default in the program, an ignored one would stay ignored.
trap : TERM INT HUP QUIT PIPE

# Before anything is started, so that nothing of the job is ever outside its cgroup. Where it cannot be entered, all that
# is found by session and mark is still found; the server is told.
[ -z "${10}" ] || printf '%s\n' "$$" 2>/dev/null >"${10}" || echo outside

# 3 is the pipe to the server. A file that cannot be opened ends the shell here, before anything was started.
exec 3>&1 >>"$8" 2>>"$9"
shift 10

westerly_start() {
    read -r westerly_stat <"/proc/$$/stat" || return 1
    # The name in brackets may hold blanks and brackets itself: count from the last one. Field 3 is $1 then.
    set -- ${westerly_stat##*) }
    westerly_ticks=${20}
}

# Whoever makes the name "job" first decides: a link is made whole or not at all, and never over another. It is on the disk
# before the program starts, or after a power cut nobody would know of this start and it would be started once more.
{
    westerly_start &&
        read -r westerly_boot </proc/sys/kernel/random/boot_id &&
        printf '%s %s %s %s\n' "$$" "$westerly_ticks" "$westerly_boot" "$westerly_label" >"$westerly_slot/job.$$" &&
        "$westerly_ln" "$westerly_slot/job.$$" "$westerly_slot/job" &&
        "$westerly_sync" "$westerly_slot/job" "$westerly_slot" "$westerly_slot/.."
} 2>&3 || exit 1

# Room for the exit code is taken now, because the disk may be full by then.
printf '   \n' >"$westerly_slot/exit.new"
echo started >&3
exec 3>&-

# In the foreground, since a shell makes what it starts in the background deaf to INT; and so a trapped signal waits
# until the program is really gone. What follows exec only happens when exec did not succeed: dash ends there and runs
# the trap; bash forgets its traps at exec, and goes on if told to, though never in a subshell, hence a shell anew.
"$westerly_sh" -c '
    [ -z "${BASH_VERSION-}" ] || shopt -s execfail
    westerly_slot=$1
    unset $2
    shift 2
    trap "printf \"%s\n\" \"\$1\" >\"\$westerly_slot/unstartable\"" EXIT
    exec "$@"
    westerly_code=$?
    trap - EXIT
    printf "%s\n" "$1" >"$westerly_slot/unstartable"
    exit "$westerly_code"
' westerly-start "$westerly_slot" "$westerly_unset" "$@"
westerly_code=$?
exec >/dev/null 2>&1

westerly_tries=0
until printf '%3d\n' "$westerly_code" 1<>"$westerly_slot/exit.new" &&
    "$westerly_ln" "$westerly_slot/exit.new" "$westerly_slot/exit"; do
    westerly_tries=$((westerly_tries + 1))
    [ "$westerly_tries" -lt 600 ] || break
    "$westerly_sleep" 1
done

# What the program left running in its group ends with it, this shell included.
kill -s KILL 0
