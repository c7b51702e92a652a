"""Kubernetes manifests on standard input become what `podman kube play` runs.

podman plays no StatefulSet: each becomes a Pod of its name, with its claims.
Left out is what podman has not, or runs by programs inside the container: probes (our
images hold no such program), topology spread, and ports, which it would publish.
"""

import sys

import yaml

LEFT_OUT = ("startupProbe", "livenessProbe", "readinessProbe", "ports")


def pod_of(workload):
    """The pod of a StatefulSet; its volumes are named NAME-VOLUME."""
    name, template = workload["metadata"]["name"], workload["spec"]["template"]
    spec = template["spec"]
    spec.pop("topologySpreadConstraints", None)
    for container in spec["containers"]:
        container["imagePullPolicy"] = "Never"
        for key in LEFT_OUT:
            container.pop(key, None)
    for claim in workload["spec"].get("volumeClaimTemplates", []):
        volume = claim["metadata"]["name"]
        spec["volumes"].append({"name": volume, "persistentVolumeClaim": {"claimName": f"{name}-{volume}"}})
    metadata = {"name": name, "labels": template["metadata"]["labels"]}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec}


def main():
    playable = []
    for resource in yaml.safe_load_all(sys.stdin):
        if resource["kind"] == "ConfigMap":
            playable.append(resource)
        elif resource["kind"] == "StatefulSet":
            playable.append(pod_of(resource))
    yaml.safe_dump_all(playable, sys.stdout, sort_keys=False)


main()
