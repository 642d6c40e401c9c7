// Greets everybody in the list, and gathers the greetings in one file.
include { GREET } from './modules/greet.nf'

params.names = []
params.greeting = 'Hello'

process GATHER {
    publishDir 'results', mode: 'copy'

    input:
    path greetings

    output:
    path 'greetings.txt'

    script:
    "sort ${greetings} > greetings.txt"
}

workflow {
    names = Channel.fromList(params.names)
    GATHER(GREET(params.greeting, names).collect())
}
