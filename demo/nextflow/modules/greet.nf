process GREET {
    tag "$name"

    input:
    val greeting
    val name

    output:
    path "${name}.txt"

    script:
    """
    echo "greeting $name" >&2
    echo "$greeting, $name!" > ${name}.txt
    """
}
