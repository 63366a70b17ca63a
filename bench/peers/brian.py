"""Brian 2 (C++ standalone, one thread) on one of the networks of networks.mjs.

    python3 brian.py NETWORK f64|f32 SECONDS FOLDER

Compiles into FOLDER, then runs once for every line on stdin and answers with a line of JSON: seconds of the simulation
alone, and the mean rate.
"""
import json
import sys

import brian2 as b
from brian2 import Hz, ms, mV

network, precision, seconds, folder = sys.argv[1], sys.argv[2], float(sys.argv[3]), sys.argv[4]
b.prefs["codegen.cpp.extra_compile_args_gcc"] = ["-w", "-O3", "-march=native", "-ffast-math", "-fno-finite-math-only", "-std=c++11"]
b.prefs["core.default_float_dtype"] = b.float32 if precision == "f32" else b.float64
b.prefs["devices.cpp_standalone.openmp_threads"] = 0
b.set_device("cpp_standalone", directory=folder, build_on_run=False)
b.seed(1)


def cuba():
    b.defaultclock.dt = 0.1 * ms
    n = b.NeuronGroup(
        4000,
        """dv/dt = (ge + gi - (v + 49*mV))/(20*ms) : volt (unless refractory)
           dge/dt = -ge/(5*ms) : volt
           dgi/dt = -gi/(10*ms) : volt""",
        threshold="v > -50*mV", reset="v = -60*mV", refractory=5 * ms, method="exact")
    n.v = "-60*mV + rand()*10*mV"
    e = b.Synapses(n[:3200], n, on_pre="ge += 1.62*mV")
    i = b.Synapses(n[3200:], n, on_pre="gi -= 9*mV")
    e.connect(p=0.02)
    i.connect(p=0.02)
    return [n, e, i], n


def coba():
    b.defaultclock.dt = 0.1 * ms
    n = b.NeuronGroup(
        4000,
        """dv/dt = (ge*(0*mV - v) + gi*(-80*mV - v) + (-60*mV - v) + 20*mV)/(20*ms) : volt (unless refractory)
           dge/dt = -ge/(5*ms) : 1
           dgi/dt = -gi/(10*ms) : 1""",
        threshold="v > -50*mV", reset="v = -60*mV", refractory=5 * ms, method="euler")
    n.v = "-60*mV + rand()*10*mV"
    e = b.Synapses(n[:3200], n, on_pre="ge += 0.4", delay=0.8 * ms)
    i = b.Synapses(n[3200:], n, on_pre="gi += 5.1", delay=0.8 * ms)
    e.connect(p=0.02)
    i.connect(p=0.02)
    return [n, e, i], n


def brunel(plastic=False):
    b.defaultclock.dt = 0.1 * ms
    j, g, eta, ce = 0.1 * mV, 5.0, 2.0, 1000
    n = b.NeuronGroup(
        12500, "dv/dt = -v/(20*ms) : volt (unless refractory)",
        threshold="v > 20*mV", reset="v = 10*mV", refractory=2 * ms, method="exact")
    n.v = "rand()*20*mV"
    rate = eta * 20 * mV / (j * ce * 20 * ms)
    drive = b.PoissonInput(n, "v", ce, rate, weight=j)
    parts = [n, drive]
    if plastic:
        w = 2 * j
        ee = b.Synapses(
            n[:10000], n[:10000],
            """w : volt
               dx/dt = -x/(20*ms) : volt (event-driven)
               dy/dt = -y/(20*ms) : volt (event-driven)""",
            on_pre="""v_post += w
                      x += 0.001*0.1*mV
                      w = clip(w + y, 0*mV, 0.2*mV)""",
            on_post="""y -= 0.00105*0.1*mV
                       w = clip(w + x, 0*mV, 0.2*mV)""", delay=1.5 * ms)
        ee.connect(p=0.1)
        ee.w = j
        ei = b.Synapses(n[:10000], n[10000:], on_pre="v_post += 0.1*mV", delay=1.5 * ms)
        ei.connect(p=0.1)
        parts += [ee, ei]
    else:
        e = b.Synapses(n[:10000], n, on_pre="v_post += 0.1*mV", delay=1.5 * ms)
        e.connect(p=0.1)
        parts += [e]
    i = b.Synapses(n[10000:], n, on_pre="v_post -= 0.5*mV", delay=1.5 * ms)
    i.connect(p=0.1)
    return parts + [i], n


def izhikevich(size, probability):
    b.defaultclock.dt = 1 * ms
    n_exc = size * 4 // 5
    n = b.NeuronGroup(
        size,
        """r : 1
           a : 1
           bb : 1
           c : 1
           d : 1
           v : 1
           u : 1
           current : 1
           noise : 1""", threshold="v >= 30", reset="v = c; u += d")
    update = n.run_regularly(
        """drive = current + noise*randn()
           v = v + 0.5*(0.04*v*v + 5*v + 140 - u + drive)
           v = v + 0.5*(0.04*v*v + 5*v + 140 - u + drive)
           u = u + a*(bb*v - u)
           current = 0""", when="groups")
    exc, inh = n[:n_exc], n[n_exc:]
    n.v = -65
    exc.noise, inh.noise = 5, 2
    exc.a, exc.bb = 0.02, 0.2
    n.r = "rand()"
    exc.c, exc.d = "-65 + 15*r**2", "8 - 6*r**2"
    inh.a, inh.bb = "0.02 + 0.08*r", "0.25 - 0.05*r"
    inh.c, inh.d = -65, 2
    n.u = "bb*v"
    scale = 0.5 if probability == 1 else 5.0
    e = b.Synapses(exc, n, "w : 1", on_pre="current_post += w")
    i = b.Synapses(inh, n, "w : 1", on_pre="current_post -= w")
    for synapses in (e, i):
        if probability == 1:
            synapses.connect()
        else:
            synapses.connect(p=probability)
    e.w, i.w = f"{scale}*rand()", f"{2*scale}*rand()"
    return [n, e, i], n


networks = {
    "cuba": cuba,
    "coba": coba,
    "brunel": brunel,
    "brunel-stdp": lambda: brunel(True),
    "izhikevich-1000": lambda: izhikevich(1000, 1),
    "izhikevich-10000": lambda: izhikevich(10000, 0.01),
}
parts, neurons = networks[network]()
spikes = b.SpikeMonitor(neurons, record=False)
net = b.Network(parts, spikes)
net.run(seconds * b.second)
b.device.build(directory=folder, compile=True, run=False)
print(json.dumps({"built": True}), flush=True)
for _ in sys.stdin:
    b.device.run(folder, with_output=False, run_args=[])
    took = float(open(f"{folder}/results/last_run_info.txt").read().split()[0])
    print(json.dumps({"seconds": took, "rateHz": float(spikes.num_spikes) / len(neurons) / seconds}), flush=True)
