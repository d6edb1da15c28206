"""Which source file has which operator, and which operators have none of their own and why."""

# The names of torch and torch.Tensor, by the file that they are generated into.
TOPICS = {
    "Creation": """
        arange bartlett_window blackman_window complex empty empty_like empty_permuted empty_strided eye full full_like
        hamming_window hann_window kaiser_window linspace logspace new_empty new_empty_strided new_full new_ones new_zeros
        ones ones_like polar copy_ zero_ fill_diagonal_ scalar_tensor tril_indices triu_indices vander zeros zeros_like
    """,
    "Pointwise": """
        abs absolute acos acosh add addcdiv addcmul angle arccos arccosh arcsin arcsinh arctan arctan2 arctanh asin asinh
        atan atan2 atanh bitwise_and bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor ceil clamp
        clamp_max clamp_min clip conj_physical copysign cos cosh deg2rad digamma div divide erf erfc erfinv exp exp2 expm1
        fill fix float_power floor floor_divide fmod frac frexp gcd heaviside hypot i0 igamma igammac lcm ldexp lerp lgamma
        log log10 log1p log2 logaddexp logaddexp2 logical_and logical_not logical_or logical_xor logit mul multiply mvlgamma
        nan_to_num neg negative nextafter polygamma positive pow rad2deg reciprocal remainder round rsqrt rsub sgn sigmoid
        sign sin sinc sinh sqrt square sub subtract tan tanh true_divide trunc where xlogy
    """,
    "Neural": """
        adaptive_avg_pool1d adaptive_max_pool1d affine_grid_generator alpha_dropout avg_pool1d batch_norm bilinear
        celu channel_shuffle constant_pad_nd conv1d conv2d conv3d conv_tbc conv_transpose1d
        conv_transpose2d conv_transpose3d convolution cosine_similarity dropout embedding
        feature_alpha_dropout feature_dropout group_norm
        hardshrink instance_norm layer_norm log_softmax
           norm_except_dim pairwise_distance pdist pixel_shuffle pixel_unshuffle
        prelu relu rms_norm rrelu selu softmax threshold
    """,
    "Reduction": """
        all amax amin aminmax any argmax argmin bincount corrcoef count_nonzero cov cummax cummin cumprod cumsum
        cumulative_trapezoid diff dist hash_tensor histc histogram histogramdd kthvalue logcumsumexp logsumexp max mean median
        min mode nanmean nanmedian nanquantile nansum prod quantile std std_mean sum sum_to_size trapezoid trapz
        var var_mean
    """,
    "Comparison": """
        allclose argsort bucketize eq equal fmax fmin ge greater greater_equal gt is_nonzero is_same_size isclose isfinite
        isin isinf isnan isneginf isposinf isreal le less less_equal lt maximum minimum msort ne not_equal searchsorted
        signbit sort topk
    """,
    "Shape": """
        adjoint as_strided atleast_1d atleast_2d atleast_3d block_diag broadcast_tensors broadcast_to cartesian_prod cat
        chunk column_stack combinations concat concatenate conj contiguous detach diag diag_embed diagflat diagonal dsplit
        dstack expand expand_as flatten flip fliplr flipud hsplit hstack imag meshgrid moveaxis movedim narrow permute ravel
        real renorm repeat repeat_interleave reshape reshape_as resize_ resize_as_ resolve_conj resolve_neg roll rot90
        row_stack select slice_inverse split split_with_sizes squeeze stack swapaxes swapdims t tensor_split tile transpose
        unbind unflatten unfold unsafe_chunk unsafe_split unsafe_split_with_sizes unsqueeze view view_as view_as_complex
        view_as_real vsplit vstack
    """,
    "Indexing": """
        argwhere as_strided_scatter diagonal_scatter gather index_add index_copy index_fill index_reduce index_select
        masked_fill masked_scatter masked_select nonzero nonzero_static put scatter scatter_add scatter_reduce
        segment_reduce select_scatter slice_scatter take take_along_dim tril triu
    """,
    "LinearAlgebra": """
        addbmm addmm addmv addr baddbmm bmm chain_matmul cholesky cholesky_inverse cholesky_solve cross det dot einsum
        frobenius_norm geqrf ger inner inverse kron logdet lu_solve lu_unpack matmul matrix_exp matrix_power mm mv
        nuclear_norm orgqr ormqr outer pinverse qr slogdet svd tensordot trace triangular_solve vdot
    """,
    "Spectral": "gradient istft",
    "Random": """
        bernoulli binomial multinomial normal poisson rand rand_like randint randint_like randn randn_like randperm
        cauchy_ exponential_ geometric_ log_normal_ random_ uniform_
    """,
    "Sparse": """
        ccol_indices coalesce col_indices crow_indices dense_dim hspmm indices is_coalesced row_indices smm
        sparse_dim sparse_mask sspaddmm to_dense to_sparse to_sparse_bsc to_sparse_bsr to_sparse_csc to_sparse_csr values
    """,
    "InPlace": "",  # every operator that changes the tensor it is called on, if it is not above
    "Property": """
        can_cast get_device is_complex is_conj is_contiguous is_distributed is_floating_point is_inference is_leaf is_neg
        is_pinned is_set_to is_signed output_nr pin_memory promote_types result_type retain_grad retains_grad
        storage_offset type_as clone
    """,
}

# Operators of native_functions.yaml that are written by hand, because Python has a layer of its own above them or because
# Java has another form: the classes that have them, empty if none has them yet.
BY_HAND = {
    "size": "Tensor", "stride": "Tensor", "dim": "Tensor", "numel": "Tensor Torch", "to": "Tensor", "data": "Tensor",
    "requires_grad_": "Tensor", "mT": "Tensor", "mH": "Tensor", "get_device": "Tensor Torch", "chalf": "Tensor",
    "norm": "Torch Tensor", "cdist": "Torch", "unique_consecutive": "Torch Tensor", "complex": "Torch", "fill": "Torch",
    "stft": "Torch Tensor", "sparse_coo_tensor": "Torch", "sparse_csr_tensor": "Torch", "sparse_csc_tensor": "Torch",
    "sparse_bsr_tensor": "Torch", "sparse_bsc_tensor": "Torch", "sparse_compressed_tensor": "Torch",
    "index_put": "Torch Tensor", "index_put_": "Torch Tensor", "histogramdd": "Torch", "item": "", "index": "",
}  # fmt: skip

# Names of Python's own, above the operators, that are written by hand: Java's name where it is another, for the document
# and for the test that looks for them.
OF_PYTHON = {
    "H": "H", "T": "T", "backward": "backward", "bfloat16": "bfloat16", "bool": "bool", "byte": "toByte", "cdouble": "cdouble",
    "cfloat": "cfloat", "char": "toChar", "cpu": "cpu", "cuda": "cuda", "device": "device", "double": "toDouble",
    "dtype": "dtype", "element_size": "elementSize", "float": "toFloat", "grad": "grad", "grad_fn": "gradFn",
    "half": "half", "int": "toInt", "is_cpu": "isCpu", "is_cuda": "isCuda", "is_meta": "isMeta", "is_nested": "isNested",
    "is_quantized": "isQuantized", "is_sparse": "isSparse", "is_sparse_csr": "isSparseCsr", "item": "item",
    "itemsize": "itemsize", "layout": "layout", "long": "toLong", "lu": "lu", "nbytes": "nbytes", "ndim": "ndim",
    "ndimension": "ndimension", "nelement": "nelement", "new_tensor": "newTensor", "numpy": "toArray",
    "register_hook": "registerHook", "register_post_accumulate_grad_hook": "registerPostAccumulateGradHook",
    "requires_grad": "requiresGrad", "shape": "shape", "short": "toShort", "to_sparse_coo": "toSparse",
    "tolist": "toList", "type": "to", "unique": "unique",
}  # fmt: skip
# The same of torch.
OF_TORCH = {
    "as_tensor": "asTensor", "asarray": "asTensor", "frombuffer": "fromBuffer", "get_num_threads": "getNumThreads",
    "get_rng_state": "getRngState", "is_grad_enabled": "isGradEnabled",
    "is_inference_mode_enabled": "isInferenceModeEnabled", "is_tensor": "isTensor", "lu": "lu", "manual_seed": "manualSeed",
    "pca_lowrank": "pcaLowrank", "set_num_threads": "setNumThreads", "set_printoptions": "setPrintOptions",
    "set_rng_state": "setRngState", "svd_lowrank": "svdLowrank", "tensor": "tensor", "unique": "unique",
    "unravel_index": "unravelIndex",
}  # fmt: skip

# Arguments that LibTorch does not survive: the function of Arguments that refuses them.
CHECKS = {("matrix_power", "n"): "power"}

# Left out, with the reason that docs/coverage.md gives.
LEFT_OUT = {
    "quantised tensors": r".*quantize.*|^q_.*|qscheme|int_repr|fbgemm.*|choose_qparams.*|fused_moving_avg.*|quantized_.*",
    "copies of views, for functionalisation": r".*_copy(?<!index_copy)",
    "a library's own entry point, which the general operator calls": r"cudnn.*|miopen.*|mkldnn.*|to_mkldnn|native_.*|is_vulkan_available",
    "a part of a layer of nn": r"rnn_.*|lstm.*|gru.*|batch_norm_(?!with).*",
    "symbolic shapes, which only torch.compile has": r"sym_.*",
    "nested tensors": r"to_padded_tensor",
    "needs a file mapping or stream of Python's": r"from_file|record_stream",
    "deprecated; arange": r"range",
    "a tensor's storage and its resizing are LibTorch's own business": r"set_|resize_as_sparse_|sparse_resize.*",
    "a part of F.embedding": r"embedding_renorm_",
    "F has it, with names for its reductions": r"(cosine_embedding|ctc|hinge_embedding|margin_ranking|poisson_nll|triplet_margin)_loss|"
    r"binary_cross_entropy_with_logits|kl_div",
    "deprecated; resize_": r"resize(_as)?",
    "removed from PyTorch, where it only raises": r"lstsq|solve|eig|symeig|matrix_rank|reinforce|volatile",
    "get and set": r"index",
    "a device that the presets' LibTorch does not have": r"(is_)?(ipu|maia|mps|mtia|vulkan|xla|xpu)|[gs]et_autocast_(ipu|xla)_.*|"
    r"is_autocast_(ipu|xla)_enabled",
    "of torch4j.amp": r"(clear|get|is|set)_autocast_.*|autocast_.*",
    "of torch4j.autograd": r"set_anomaly_enabled|is_anomaly_.*",
    "of torch4j.serialization": r"load|save",
    "Python's functions, classes and processes": r"apply_|map2?_|as_subclass|module_load|share_memory_|is_shared|classproperty|fork|"
    r"prepare_multiprocessing_environment|get_file_path|typename|from_numpy|numpy",
    "only torch.compile has a use for it": r"compile|cond|while_loop",
    "an address; asByteBuffer": r"(const_)?data_ptr|(untyped_)?storage",
    "LibTorch reads beyond its memory for indices that it does not check; F.embeddingBag checks them": r"embedding_bag",
    "F has it, and checks what LibTorch does not survive": r"max_pool[123]d(_with_indices)?|grid_sampler(_[23]d)?",
}

# Python's name of the record that an operator returns: by the names of its fields.
RECORDS = {
    ("values", "indices"): "ValuesIndices",
    ("P", "L", "U"): "LUFactors",
    ("Q", "R"): "QR",
    ("U", "S", "V"): "SVD",
    ("a", "tau"): "Geqrf",
    ("hist", "bin_edges"): "Histogram",
    ("mantissa", "exponent"): "Frexp",
    ("min", "max"): "MinMax",
    ("sign", "logabsdet"): "SignLogAbsDet",
    ("solution", "cloned_coefficient"): "TriangularSolution",
    ("L", "info"): "CholeskyEx",
    ("LU", "pivots"): "LUFactor",
    ("LU", "pivots", "info"): "LUFactorEx",
    ("LD", "pivots"): "LDLFactor",
    ("LD", "pivots", "info"): "LDLFactorEx",
    ("solution", "residuals", "rank", "singular_values"): "LeastSquares",
    ("eigenvalues", "eigenvectors"): "Eigen",
    ("inverse", "info"): "InverseEx",
    ("U", "S", "Vh"): "SVDh",
    ("result", "info"): "SolveEx",
}
# Of operators whose schema has no names.
UNNAMED = {
    "std_mean": ("std", "mean"),
    "var_mean": ("var", "mean"),
    "adaptive_max_pool1d": ("output", "indices"),
    "unique_consecutive": ("output", "inverse_indices", "counts"),
}
RECORDS |= {
    ("std", "mean"): "StdMean",
    ("var", "mean"): "VarMean",
    ("output", "indices"): "OutputIndices",
    ("output", "inverse_indices", "counts"): "UniqueCounts",
}


def topic_of(name):
    """The topic of an operator, of its in-place form, too; None if no file has it."""
    for topic, names in _SETS.items():
        if name in names:
            return topic
    return None


_SETS = {topic: set(names.split()) for topic, names in TOPICS.items()}
