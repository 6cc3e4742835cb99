"""The machine's multiply-add peak in wasm SIMD: a module of two small loops, put together byte by byte.

``peak(n, a, b)`` keeps ``ACCUMULATORS`` vectors of four floats and does ``x = x * a + b`` on each, ``UNROLLED`` times
in every one of n turns: enough independent chains to fill two multipliers and two adders of three or four cycles, and
few enough to stay in the 16 registers of x86. It returns the sum of all lanes, so that nothing can be left out.
``clock(n, k)`` is one chain of ``CLOCK_CHAIN`` 64-bit multiplications a turn; each takes three cycles on the usual
processors, which tells the clock, and with it whether the peak is plausible.
"""

ACCUMULATORS = 12
UNROLLED = 8
CLOCK_CHAIN = 64
CYCLES_OF_A_MULTIPLICATION = 3

MULTIPLY_ADDS_PER_TURN = ACCUMULATORS * UNROLLED * 4

I32, I64, F32, V128 = b"\x7f", b"\x7e", b"\x7d", b"\x7b"
LOCAL_GET, LOCAL_SET, LOCAL_TEE, I32_CONST = b"\x20", b"\x21", b"\x22", b"\x41"
LOOP, END, BR_IF, VOID = b"\x03", b"\x0b", b"\x0d", b"\x40"
I32_SUB, I64_MUL, F32_ADD = b"\x6b", b"\x7e", b"\x92"
F32X4_SPLAT, F32X4_EXTRACT_LANE = b"\xfd\x13", b"\xfd\x1f"
F32X4_ADD, F32X4_MUL = b"\xfd\xe4\x01", b"\xfd\xe6\x01"


def unsigned(value: int) -> bytes:
    """Return an unsigned LEB128 number."""
    out = bytearray()
    while True:
        value, low = value >> 7, value & 0x7F
        out.append(low | (0x80 if value else 0))
        if not value:
            return bytes(out)


def section(number: int, content: bytes) -> bytes:
    return bytes([number]) + unsigned(len(content)) + content


def vector(items: list[bytes]) -> bytes:
    return unsigned(len(items)) + b"".join(items)


def function_type(parameters: list[bytes], result: bytes) -> bytes:
    return b"\x60" + vector(parameters) + vector([result])


def body(local_groups: list[tuple[int, bytes]], code: bytes) -> bytes:
    content = vector([unsigned(count) + kind for count, kind in local_groups]) + code + END
    return unsigned(len(content)) + content


def get(index: int) -> bytes:
    return LOCAL_GET + unsigned(index)


def put(index: int) -> bytes:
    return LOCAL_SET + unsigned(index)


def counted_loop(turns: int, code: bytes) -> bytes:
    """Repeat ``code`` until local ``turns``, counted down, is zero."""
    one = I32_CONST + b"\x01"
    count = get(turns) + one + I32_SUB + LOCAL_TEE + unsigned(turns)
    return LOOP + VOID + code + count + BR_IF + b"\x00" + END


def peak_body() -> bytes:
    turns, a, b, wide_a, wide_b, first = 0, 1, 2, 3, 4, 5
    accumulators = range(first, first + ACCUMULATORS)
    code = get(a) + F32X4_SPLAT + put(wide_a) + get(b) + F32X4_SPLAT + put(wide_b)
    for accumulator in accumulators:
        code += get(wide_b) + put(accumulator)
    step = b"".join(get(each) + get(wide_a) + F32X4_MUL + get(wide_b) + F32X4_ADD + put(each) for each in accumulators)
    code += counted_loop(turns, step * UNROLLED)
    code += get(first) + b"".join(get(each) + F32X4_ADD for each in accumulators[1:]) + put(first)
    code += get(first) + F32X4_EXTRACT_LANE + b"\x00"
    for lane in (1, 2, 3):
        code += get(first) + F32X4_EXTRACT_LANE + bytes([lane]) + F32_ADD
    return body([(2 + ACCUMULATORS, V128)], code)


def clock_body() -> bytes:
    turns, factor, value = 0, 1, 2
    step = (get(value) + get(factor) + I64_MUL + put(value)) * CLOCK_CHAIN
    return body([(1, I64)], get(factor) + put(value) + counted_loop(turns, step) + get(value))


def module() -> bytes:
    """Return the module: exports ``peak(i32, f32, f32) -> f32`` and ``clock(i32, i64) -> i64``."""
    types = vector([function_type([I32, F32, F32], F32), function_type([I32, I64], I64)])
    functions = vector([unsigned(0), unsigned(1)])
    exports = vector([b"\x04peak\x00\x00", b"\x05clock\x00\x01"])
    code = vector([peak_body(), clock_body()])
    sections = {1: types, 3: functions, 7: exports, 10: code}
    return b"\x00asm\x01\x00\x00\x00" + b"".join(section(*each) for each in sections.items())
