import importlib.metadata
import json
import os
import platform
import re
import sys


def line(package):
    name = package.metadata["Name"]
    try:
        source = json.loads(package.read_text("direct_url.json") or "{}")
    except ValueError:
        source = {}
    if "url" not in source:
        return f"{name}=={package.version}"
    url = re.sub(r"//[^/@]*@", "//", source["url"])
    commit = source.get("vcs_info", {}).get("commit_id")
    return f"{name} @ {url}" + (f"@{commit}" if commit else "")


found = {line(each) for each in importlib.metadata.distributions() if each.metadata["Name"]}
folders = [each for each in sys.path if each and os.path.isdir(each)]
print(json.dumps({"python": platform.python_version(), "folders": folders, "packages": sorted(found, key=str.lower)}))
