cwlVersion: v1.0
class: CommandLineTool
baseCommand: [echo, hello]
inputs: {}
stdout: hello.txt
outputs: {said: stdout}
