# The supervisor of one attempt: claims it, runs its program once, publishes its exit code. Plain POSIX sh; dash and bash.
#
#   cd ATTEMPT_DIR; setsid sh supervisor.sh SUBMISSION WORKING_DIR PID_NAMESPACE SETSID -- PROGRAM [ARGUMENT...]
#
# started with stdin from /dev/null, stdout and stderr appended to stdout.log and stderr.log. It knows nothing of the
# controller and needs nothing from it once started. Everything there is to say lies in ATTEMPT_DIR, as key=value lines
# unless said otherwise:
#
#   submission.*  one for each submission, written by the dispatcher before it starts a supervisor: the gpus and cpus
#                 given to the program, and its origin: what its parameters and seed come to. The supervisor adds by=supervisor pid startTicks bootId host pidNamespace machineId
#   claim         the one-shot claim: a second name (hard link) of the one submission that won. So it appears complete or
#                 not at all, once and for ever. With by=cancel in it, a canceller won: no program starts, ever
#   program       pid and startTicks of the program, written by that process itself before it becomes the program. The pid
#                 is also its session; until it is, the process belongs to the supervisor's session. At the end code is
#                 added, by=program or by=cancel (the request was there when the program ended), and what `times` says:
#                 CPU time of the supervisor, then of the job. With disk=full it failed while nothing more could be written
#                 here; with memory=full it was killed, and the kernel counts a kill for want of memory in its control group since
#                 the last sample but one: others are in that group too, so older kills say nothing of this job
#   exit          a second name of `program`, given when that is finished; so a full disk can hardly prevent it. Its
#                 modification time is the time of the end. Without a code or its last newline: as if it were not there
#   cancel        the request to end, with its time (`at`); written by a dispatcher before it sends any signal
#   stdout.log, stderr.log   what the program wrote
#   samples.jsonl {"at":SECONDS,"cpuSeconds":S,"residentBytes":N,"gpuBytes":N,"kills":N} of all processes of the job; kills
#                 are the kernel's, for want of memory, in the job's control group
#
# All processes of the attempt have METTA_ATTEMPT_DIR in their environment, so that those can be found that left the
# program's session.
#
# Creating a file is the most expensive thing done here, so there are few of them. Variables begin with metta_, because
# the shell passes the environment on to the program and must not change it.
# A group, so that all of it is read before it runs.
{
IFS=' 	
'
metta_path=${PATH-/usr/bin:/bin}
PATH=/usr/bin:/bin:$metta_path

# Reads /proc/$1/stat. The name in it may hold anything, so the numbers are what follows the last parenthesis.
metta_stat() {
  read -r metta_line 2>/dev/null <"/proc/$1/stat" || return 1
  metta_pid=${metta_line%% *}
  set -- ${metta_line##*) }
  [ $# -ge 22 ] || return 1
  metta_parent=$2
  metta_start=${20}
  metta_cpu=$((${12} + ${13} + ${14} + ${15}))
  metta_pages=${22}
}

# Adds up the tree of processes under $1.
metta_add_up() {
  metta_ticks=0
  metta_resident=0
  metta_next=$1
  while [ -n "$metta_next" ]; do
    metta_level=$metta_next
    metta_next=
    for metta_each in $metta_level; do
      metta_stat "$metta_each" || continue
      metta_ticks=$((metta_ticks + metta_cpu))
      metta_resident=$((metta_resident + metta_pages))
      for metta_file in "/proc/$metta_each/task/"*/children; do
        metta_children=
        read -r metta_children 2>/dev/null <"$metta_file"
        metta_next="$metta_next${metta_children:+ $metta_children}"
      done
    done
  done
}

# GPU memory is that of the attempt's own GPUs: nobody else has them.
metta_add_gpus() {
  metta_gpu=0
  [ -n "${CUDA_VISIBLE_DEVICES-}" ] && command -v nvidia-smi >/dev/null || return 0
  timeout 5 nvidia-smi -i "$CUDA_VISIBLE_DEVICES" --query-gpu=memory.used --format=csv,noheader,nounits \
    >gpu.tmp 2>/dev/null &
  wait $!
  while read -r metta_mib; do
    case $metta_mib in
      '' | *[!0-9]*) ;;
      *) metta_gpu=$((metta_gpu + metta_mib * 1048576)) ;;
    esac
  done <gpu.tmp
  rm -f gpu.tmp
}

# Runs beside the program; ends with the supervisor at the latest.
metta_sample() {
  trap 'kill $! 2>/dev/null; wait; exit 0' TERM
  metta_pause=1
  metta_page=
  while :; do
    sleep $metta_pause &
    wait $!
    metta_stat self && [ "$metta_parent" = $$ ] || exit 0
    : "${metta_page:=$(getconf PAGESIZE 2>/dev/null || echo 4096)}"
    metta_program || continue
    metta_add_gpus
    metta_add_up "$metta_program"
    metta_count_kills
    printf '{"at":%s,"cpuSeconds":%d.%02d,"residentBytes":%d,"gpuBytes":%d,"kills":%d}\n' "$(date +%s)" \
      $((metta_ticks / 100)) $((metta_ticks % 100)) $((metta_resident * metta_page)) $metta_gpu $metta_kills >>samples.jsonl
    metta_pause=$((metta_pause < 5 ? metta_pause * 2 : 10))
  done
}

metta_program() {
  metta_program=
  read -r metta_program 2>/dev/null <program
  metta_program=${metta_program#pid=}
  [ -n "$metta_program" ]
}

# For at most 5 s, since where nobody reaps them the dead stay in their group.
metta_await_group() {
  metta_tries=0
  while [ $metta_tries -lt 50 ] && kill -s 0 -- "-$metta_program" 2>/dev/null; do
    sleep 0.1
    metta_tries=$((metta_tries + 1))
  done
}

# How often the kernel killed something in this control group for want of memory. Version 1 of control groups, then 2; in a
# container, the group may be mounted as if it were the topmost.
metta_count_kills() {
  metta_kills=0
  while IFS=: read -r metta_number metta_controllers metta_group; do
    case ,$metta_controllers, in
      *,memory,*) set -- "/sys/fs/cgroup/memory$metta_group/memory.oom_control" /sys/fs/cgroup/memory/memory.oom_control ;;
      ,,) set -- "/sys/fs/cgroup$metta_group/memory.events" /sys/fs/cgroup/memory.events ;;
      *) continue ;;
    esac
    for metta_file; do
      [ -r "$metta_file" ] || continue
      while read -r metta_key metta_value; do
        [ "$metta_key" != oom_kill ] || metta_kills=$metta_value
      done <"$metta_file"
      return
    done
  done </proc/self/cgroup
}

metta_cannot_start() {
  printf 'metta: cannot start %s: %s\n' "$1" "$2" >&2
  exit "$3"
}

metta_no_claim() {
  echo 'metta: the job could not be claimed in its folder, so its program was not started' >&2
  exit 74
}

metta_submission=$1
metta_directory=$2
metta_namespace=$3
metta_setsid=$4
shift 5

[ -e claim ] && exit 0
metta_stat $$ || exit 74
read -r metta_boot </proc/sys/kernel/random/boot_id
read -r metta_host </proc/sys/kernel/hostname
metta_machine=
[ -r /etc/machine-id ] && read -r metta_machine </etc/machine-id
printf 'by=supervisor\npid=%s\nstartTicks=%s\nbootId=%s\nhost=%s\npidNamespace=%s\nmachineId=%s\n' \
  $$ "$metta_start" "$metta_boot" "$metta_host" "$metta_namespace" "$metta_machine" >>"$metta_submission" || metta_no_claim
if ! LC_ALL=C ln "$metta_submission" claim 2>/dev/null; then
  [ -e claim ] && exit 0
  LC_ALL=C ln "$metta_submission" claim || metta_no_claim
fi

# The sampler is born before the trap, so that TERM ends it from its first instant.
metta_sample >/dev/null 2>&1 &
metta_sampler=$!
# A handler, not "ignore": the program starts with the default. It runs after the program's end, so no code is lost.
trap : TERM INT QUIT HUP

# In the foreground: a background job would have INT and QUIT ignored. What the shell itself says about the program's end
# ("Killed") is no word of the program's, so it goes nowhere.
exec 3>&2 2>/dev/null
metta_count_kills
metta_before=$metta_kills
(
  metta_stat self || exit 126
  printf 'pid=%s\nstartTicks=%s\n' "$metta_pid" "$metta_start" >program || exit 126
  [ -e cancel ] && exit 143
  cd -- "$metta_directory" || metta_cannot_start "$1" "no working directory $metta_directory" 126
  unset OLDPWD
  PATH=$metta_path
  case $1 in
    */*)
      [ -e "$1" ] || metta_cannot_start "$1" 'not found' 127
      [ -d "$1" ] && metta_cannot_start "$1" 'is a directory' 126
      [ -x "$1" ] || metta_cannot_start "$1" 'not executable' 126
      ;;
    *) command -v -- "$1" >/dev/null || metta_cannot_start "$1" "not found in PATH ($PATH); install it, or name its path in the recipe" 127 ;;
  esac
  exec "$metta_setsid" -- "$@" 3>&-
) 2>&3
metta_code=$?

metta_by=program
[ -e cancel ] && metta_by=cancel
metta_disk=
if [ $metta_code -ne 0 ]; then
  printf '%8192s' '' >probe || metta_disk='disk=full
'
  rm -f probe
fi
metta_memory=
if [ $metta_code -eq 137 ]; then
  metta_recent=$(tail -n 2 samples.jsonl)
  case $metta_recent in
    *'
'*)
      metta_recent=${metta_recent%%\}*}
      metta_before=${metta_recent##*:}
      ;;
  esac
  metta_count_kills
  [ "$metta_kills" = "$metta_before" ] || metta_memory='memory=full
'
fi
# What the program left behind in its process group goes with it, before anybody else is given its GPUs. Where it was
# cancelled, whoever asked for that sees to all of it, and has asked once already: what saves its work is left in peace.
if [ $metta_by = program ] && metta_program && kill -s TERM -- "-$metta_program" 2>/dev/null; then
  metta_await_group
  # It takes a while until what was killed is gone.
  kill -s KILL -- "-$metta_program" 2>/dev/null && metta_await_group
fi

metta_publish() {
  { printf '\ncode=%s\nby=%s\n%s%s' $metta_code $metta_by "$metta_disk" "$metta_memory" && times; } >>program && LC_ALL=C ln program exit
}
# A full disk must not cost the exit code: it is published once there is space. Ends if somebody removed the attempt.
until metta_publish || [ -s exit ] || [ ! -e claim ]; do
  sleep 2
done

kill $metta_sampler 2>/dev/null
wait $metta_sampler
exit 0
}
