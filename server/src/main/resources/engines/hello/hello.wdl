version 1.0

task hello {
  input {}
  command <<< echo hello >>>
  output {
    String said = read_string(stdout())
  }
}
