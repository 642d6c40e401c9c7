rule weigh:
    input:
        "data/{ship}.csv",
    output:
        "weights/{ship}.txt",
    params:
        unit=config["unit"],
    shell:
        """
        echo "weighing {wildcards.ship}" >&2
        total=0
        while IFS=, read -r cargo weight; do total=$((total + weight)); done < {input}
        echo "$total {params.unit} {wildcards.ship}" > {output}
        """
