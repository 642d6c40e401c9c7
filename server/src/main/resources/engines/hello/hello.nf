process HELLO {
    publishDir 'results'
    output: path 'hello.txt'
    script: 'echo hello > hello.txt'
}

workflow { HELLO() }
