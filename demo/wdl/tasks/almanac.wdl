version 1.1

task gather {
  input {
    String year
    Array[File] lines
  }

  command <<<
    echo "printing ~{length(lines)} lines" >&2
    {
      echo "High water in ~{year}"
      cat ~{sep(" ", quote(lines))}
    } > almanac.txt
  >>>

  output {
    File page = "almanac.txt"
  }
}
