#!/bin/sh
# Stands before docker and podman in the PATH of an engine, under their names. Containers are no children of the engine:
# so each that is run or created gets the run's id as a label, by which it is found when the run is stopped. Everything
# else is handed on as it is.

# The real program: the first of that name behind this file, or anywhere on the PATH if this file is not on it.
westerly_name=${0##*/}
westerly_real=
westerly_self=
westerly_rest=$PATH:
while [ -n "$westerly_rest" ]; do
    westerly_file=${westerly_rest%%:*}/$westerly_name
    westerly_rest=${westerly_rest#*:}
    case $westerly_file in
    /*) ;;
    *) continue ;;
    esac
    if [ "$westerly_file" -ef "$0" ]; then
        # What stood before it may be another of its kind, which would come back here.
        [ -n "$westerly_self" ] || westerly_real=
        westerly_self=yes
    elif [ -z "$westerly_real" ] && [ -f "$westerly_file" ] && [ -x "$westerly_file" ]; then
        westerly_real=$westerly_file
    fi
done
if [ -z "$westerly_real" ]; then
    echo "$westerly_name: not installed, or not on the PATH of the engine" >&2
    exit 127
fi

# HOME is in the run's folder, but the images, the logins and the address of the daemon are the server's.
if [ -n "${WESTERLY_CONTAINERS_HOME-}" ]; then
    HOME=$WESTERLY_CONTAINERS_HOME
    export HOME
fi

# How many words there are up to the subcommand, if it is one that makes a container.
westerly_at=0
westerly_count=0
westerly_value=
westerly_group=
for westerly_word; do
    westerly_count=$((westerly_count + 1))
    if [ -n "$westerly_value" ]; then
        westerly_value=
        continue
    fi
    case $westerly_word in
    # Followed by their value, where it is not behind an equals sign.
    -[cHl] | -D[cHl] | --config | --connection | --context | --host | --log-level | --tlscacert | --tlscert | --tlskey) westerly_value=yes ;;
    --cdi-spec-dir | --cgroup-manager | --conmon | --db-backend | --events-backend | --hooks-dir) westerly_value=yes ;;
    --identity | --imagestore | --module | --namespace | --network-cmd-path | --network-config-dir) westerly_value=yes ;;
    --out | --pull-option | --root | --runroot | --runtime | --runtime-flag | --ssh) westerly_value=yes ;;
    --storage-driver | --storage-opt | --tls-ca | --tls-cert | --tls-key | --tmpdir | --url | --volumepath) westerly_value=yes ;;
    -*) ;;
    container)
        [ -z "$westerly_group" ] || break
        westerly_group=yes
        ;;
    run | create)
        westerly_at=$westerly_count
        break
        ;;
    *) break ;;
    esac
done

if [ "$westerly_at" -gt 0 ] && [ -n "${WESTERLY_JOB-}" ]; then
    # Each word goes from the front to the end, and the label among them.
    westerly_total=$#
    westerly_count=0
    while [ "$westerly_count" -lt "$westerly_total" ]; do
        westerly_count=$((westerly_count + 1))
        westerly_word=$1
        shift
        set -- "$@" "$westerly_word"
        [ "$westerly_count" -ne "$westerly_at" ] || set -- "$@" --label "westerly.run=$WESTERLY_JOB"
    done
fi

exec "$westerly_real" "$@"
